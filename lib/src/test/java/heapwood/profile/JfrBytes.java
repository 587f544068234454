package heapwood.profile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a chunk of a recording, sound or hostile: types, constants and events as a test gives them. */
final class JfrBytes {
    static final int INT = 1;
    static final int LONG = 2;
    static final int STRING = 3;
    static final int BOOLEAN = 4;
    private static final int HEADER = 68;

    private final List<String> strings = new ArrayList<>();
    private final Part elements = new Part();
    private int types;
    private final Part pools = new Part();
    private int poolCount;
    private final Part events = new Part();

    JfrBytes() {
        type(INT, "int");
        type(LONG, "long");
        type(STRING, "java.lang.String");
        type(BOOLEAN, "boolean");
    }

    /** Numbers as they stand in events. */
    static final class Part {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Part add(long... numbers) {
            for (long number : numbers) {
                long rest = number;
                for (int i = 0; i < 8 && rest >>> 7 != 0; i++) {
                    bytes.write((int) rest | 0x80);
                    rest >>>= 7;
                }
                bytes.write((int) rest);
            }
            return this;
        }

        Part text(String text) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            add(3, encoded.length);
            bytes.writeBytes(encoded);
            return this;
        }

        Part add(Part part) {
            bytes.writeBytes(part.bytes.toByteArray());
            return this;
        }

        int length() {
            return bytes.size();
        }
    }

    /** @param fields name:type of each, with a * behind it for a constant and [] for an array */
    JfrBytes type(int id, String name, String... fields) {
        element("class", List.of("id", String.valueOf(id), "name", name), fields.length);
        for (String field : fields) {
            String[] parts = field.split("[:*\\[]");
            List<String> attributes = new ArrayList<>(List.of("name", parts[0], "class", parts[1]));
            if (field.contains("*")) {
                attributes.addAll(List.of("constantPool", "true"));
            }
            if (field.contains("[")) {
                attributes.addAll(List.of("dimension", "1"));
            }
            element("field", attributes, 0);
        }
        types++;
        return this;
    }

    private void element(String name, List<String> attributes, int children) {
        elements.add(string(name), attributes.size() / 2);
        attributes.forEach(text -> elements.add(string(text)));
        elements.add(children);
    }

    private int string(String text) {
        if (!strings.contains(text)) {
            strings.add(text);
        }
        return strings.indexOf(text);
    }

    /** A pool of constants, whose values, each behind its key, are given. */
    JfrBytes pool(int type, int count, Part values) {
        pools.add(type, count).add(values);
        poolCount++;
        return this;
    }

    JfrBytes event(Part typeAndFields) {
        events.add(typeAndFields.length() + (typeAndFields.length() < 127 ? 1 : 2))
                .add(typeAndFields);
        return this;
    }

    byte[] bytes() {
        Part tree = new Part();
        int root = string("root");
        int metadata = string("metadata");
        tree.add(root, 0, 1, metadata, 0, types).add(elements);
        Part table = new Part().add(strings.size());
        strings.forEach(table::text);
        return chunk(sized(new Part().add(0, 0, 0, 1).add(table).add(tree)), constants());
    }

    private Part constants() {
        return sized(new Part().add(1, 0, 0, 0, 1, poolCount).add(pools));
    }

    /** A length that counts itself, in four bytes. */
    private static Part sized(Part body) {
        int length = body.length() + 4;
        Part all = new Part();
        for (int i = 0; i < 4; i++) {
            all.bytes.write(length >> 7 * i & 0x7F | (i < 3 ? 0x80 : 0));
        }
        return all.add(body);
    }

    private byte[] chunk(Part metadata, Part constants) {
        int size = HEADER + metadata.length() + constants.length() + events.length();
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.put(new byte[] {'F', 'L', 'R', 0, 0, 2, 0, 1}).putLong(size);
        header.putLong(HEADER + metadata.length()).putLong(HEADER);
        header.putLong(0)
                .putLong(1_000_000_000)
                .putLong(0)
                .putLong(1_000_000_000)
                .putInt(1);
        Part all = new Part();
        all.bytes.writeBytes(header.array());
        return all.add(metadata).add(constants).add(events).bytes.toByteArray();
    }
}
