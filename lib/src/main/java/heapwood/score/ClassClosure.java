package heapwood.score;

import heapwood.lab.child.Code;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A class and all that it refers to, as far as it comes from the same place: nested and anonymous classes, and other classes of a
 * notebook's cells. Classes from elsewhere are left where they are, and their places are noted.
 */
final class ClassClosure {
    private static final int DIGEST_CHARS = 12;

    private final ClassLoader loader;
    private final Optional<Path> home;
    private final Path kit = Code.location();

    /** The bytes by class name, sorted, so that the digest does not depend on the order of references. */
    private final Map<String, byte[]> bytes = new TreeMap<>();

    private final Set<Path> places = new LinkedHashSet<>();
    private final Set<String> variables = new TreeSet<>();

    private ClassClosure(Class<?> root) {
        loader = root.getClassLoader();
        home = placeOf(root);
        home.filter(place -> !place.equals(kit)).ifPresent(places::add);
        Deque<String> open = new ArrayDeque<>(Set.of(root.getName()));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!bytes.containsKey(name) && isHere(name)) {
                byte[] file = ClassBytes.of(loader, name)
                        .orElseThrow(
                                () -> new IllegalArgumentException(
                                        CellNames.readable(name)
                                                + ": this kernel gives no way to the class's bytes: put the class into a file, and score that"));
                bytes.put(name, file);
                open.addAll(ClassFile.of(file).classes());
            }
        }
        bytes.keySet().stream().filter(name -> !CellNames.isWrapper(name)).forEach(this::findVariables);
    }

    /**
     * Returns the closure of a class.
     *
     * @param root the class
     * @throws IllegalArgumentException if it needs variables of other cells, or if its loader has no bytes; the message names them
     */
    static ClassClosure of(Class<?> root) {
        ClassClosure closure = new ClassClosure(root);
        if (!closure.variables.isEmpty()) {
            String names = String.join(", ", closure.variables);
            throw new IllegalArgumentException(
                    CellNames.readable(root.getName()) + " needs the variable " + names
                            + " of another cell, whose value a JVM of its own does not have: declare it static inside the class");
        }
        return closure;
    }

    private boolean isHere(String name) {
        try {
            Class<?> found = Class.forName(name, false, loader);
            if (found.isArray() || found.isPrimitive() || found.getClassLoader() == null) {
                return false;
            }
            Optional<Path> place = placeOf(found);
            if (found.getClassLoader() != loader || !place.equals(home)) {
                place.filter(path -> !path.equals(kit)).ifPresent(places::add);
                return false;
            }
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // A text that looks like a class's name.
        }
    }

    private static Optional<Path> placeOf(Class<?> c) {
        CodeSource source = c.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        URI location = URI.create(source.getLocation().toString().replace(" ", "%20"));
        return "file".equals(location.getScheme()) ? Optional.of(Path.of(location)) : Optional.empty();
    }

    /** Finds the variables of cells that a class uses, by itself or in a cell's method that it calls. */
    private void findVariables(String name) {
        ClassFile file = ClassFile.of(bytes.get(name));
        addVariables(file);
        file.callees().stream()
                .filter(callee -> CellNames.isWrapper(callee) && bytes.containsKey(callee))
                .forEach(callee -> addVariables(ClassFile.of(bytes.get(callee))));
    }

    private void addVariables(ClassFile file) {
        file.fields().stream()
                .filter(field -> CellNames.isWrapper(field.owner()))
                .forEach(field -> variables.add(field.name()));
    }

    /** Returns the directories and jars that the classes come from, the kit's own left out. */
    Set<Path> places() {
        return places;
    }

    /** Returns whether the class comes from no file, as those of a notebook's cells. */
    boolean isInMemory() {
        return home.isEmpty();
    }

    /** Writes all classes of this closure as class files. */
    void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> each : bytes.entrySet()) {
            Path file = directory.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
    }

    /** Returns the start of the SHA-256 of all classes. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            bytes.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
