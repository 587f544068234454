package heapwood.score;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names in a class file's constant pool: all that its code can refer to. See chapter 4.4 of the Java Virtual Machine Specification.
 */
final class ClassFile {
    private static final int MAGIC = 0xCAFEBABE;

    private final Object[] constants;
    private final int[][] pairs;
    private final int[] tags;

    /** A static or instance variable of a class. */
    record Field(String owner, String name) {}

    private ClassFile(int count) {
        constants = new Object[count];
        pairs = new int[count][];
        tags = new int[count];
    }

    /**
     * Reads a class file's constant pool.
     *
     * @throws IllegalArgumentException if the bytes are not a class file of this or an earlier version
     */
    static ClassFile of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new IllegalArgumentException("these bytes are no class file");
            }
            in.readInt(); // the version
            ClassFile file = new ClassFile(in.readUnsignedShort());
            for (int i = 1; i < file.tags.length; i++) {
                i += file.read(in, i);
            }
            return file;
        } catch (IOException e) {
            throw new IllegalArgumentException("the class file ends too early", e);
        }
    }

    /** Reads a constant, and returns the number of further places that it takes. */
    private int read(DataInputStream in, int index) throws IOException {
        int tag = in.readUnsignedByte();
        tags[index] = tag;
        switch (tag) {
            case 1 -> constants[index] = in.readUTF();
            case 3, 4 -> in.readInt();
            case 5, 6 -> {
                in.readLong();
                return 1;
            }
            case 7, 8, 16, 19, 20 -> pairs[index] = new int[] {in.readUnsignedShort()};
            case 9, 10, 11, 12, 17, 18 -> pairs[index] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
            case 15 -> pairs[index] = new int[] {in.readUnsignedByte(), in.readUnsignedShort()};
            default -> throw new IllegalArgumentException("a class file with a constant of unknown kind " + tag);
        }
        return 0;
    }

    /** Returns the binary names of all classes referred to, the class itself included. */
    Set<String> classes() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == 7) {
                names.add(className(i));
            } else if (tags[i] == 1) {
                addDescribed((String) constants[i], names);
            }
        }
        names.removeIf(String::isEmpty);
        return names;
    }

    /** Returns the variables referred to. */
    Set<Field> fields() {
        Set<Field> fields = new LinkedHashSet<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == 9) {
                fields.add(new Field(className(pairs[i][0]), utf(pairs[pairs[i][1]][0])));
            }
        }
        return fields;
    }

    /** Returns the owners of the methods referred to. */
    Set<String> callees() {
        Set<String> owners = new LinkedHashSet<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == 10 || tags[i] == 11) {
                owners.add(className(pairs[i][0]));
            }
        }
        return owners;
    }

    private String className(int index) {
        String name = utf(pairs[index][0]);
        if (name.startsWith("[")) {
            int object = name.indexOf('L');
            name = object < 0 ? "" : name.substring(object + 1, name.length() - 1);
        }
        return name.replace('/', '.');
    }

    private String utf(int index) {
        return (String) constants[index];
    }

    /** Adds the classes in a descriptor of a field or method, such as {@code (Lpackage/Name;I)V}. */
    private static void addDescribed(String text, Set<String> names) {
        if (!text.matches("\\(?[\\[BCDFIJSZVL].*")) {
            return;
        }
        for (int from = text.indexOf('L'); from >= 0; from = text.indexOf('L', from)) {
            int to = text.indexOf(';', from);
            if (to < 0 || !text.substring(from + 1, to).matches("[\\w/$]+")) {
                return;
            }
            names.add(text.substring(from + 1, to).replace('/', '.'));
            from = to;
        }
    }
}
