package heapwood.score;

import heapwood.lab.host.ChildFolder;
import heapwood.ladder.OwnLayout;
import heapwood.ladder.Rung;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A tree to be scored, with all that a child JVM needs to make it: a class's name and its class path. Classes that are in no file are
 * written to a temporary directory, which {@link #close} removes.
 */
public final class TreeSource implements AutoCloseable {
    private final String name;
    private final String className;
    private final String classPath;
    private final String digest;
    private final Path directory;

    private TreeSource(String name, String className, String classPath, String digest, Path directory) {
        this.name = name;
        this.className = className;
        this.classPath = classPath;
        this.digest = digest;
        this.directory = directory;
    }

    /**
     * Returns the source of a class, as of one that a notebook's cell declares.
     *
     * @param tree a tree or a forest
     * @throws IOException if its files cannot be written
     * @throws IllegalArgumentException if the class cannot be scored; the message says why
     */
    public static TreeSource of(Class<?> tree) throws IOException {
        return of(tree, CellNames.readable(tree.getName()), "", temporary());
    }

    /**
     * Returns the source of a step of the ladder.
     *
     * @param rung the step
     */
    public static TreeSource of(Rung rung) {
        return new TreeSource(rung.toString(), rung.name(), "", "", null);
    }

    /**
     * Returns the source of the tree in a Java file.
     *
     * @param file the file, which is compiled
     * @param classPath the jars and directories that it needs besides the kit; may be empty
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if it does not compile or has no tree; the message names file and line
     */
    public static TreeSource ofFile(Path file, String classPath) throws IOException {
        Path directory = temporary();
        try {
            Class<?> tree = SourceFile.compiled(file, classPath, directory);
            return of(tree, tree.getSimpleName(), classPath, directory);
        } catch (IOException | RuntimeException e) {
            ChildFolder.removeTree(directory);
            throw e;
        }
    }

    /**
     * Returns the source of a compiled class.
     *
     * @param className the class's binary name
     * @param classPath the jars and directories that it needs besides the kit; may be empty
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if there is no such class, or it is no tree
     */
    public static TreeSource ofClass(String className, String classPath) throws IOException {
        Class<?> tree = SourceFile.load(className, SourceFile.loader(classPath));
        return of(tree, tree.getSimpleName(), classPath, temporary());
    }

    /**
     * Returns the source of a tree that a command names.
     *
     * @param tree a Java file, by its ending; a step of the ladder, by its name; or else a class
     * @param classPath the jars and directories that it needs besides the kit; may be empty
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if there is no such tree; the message names it
     */
    public static TreeSource of(String tree, String classPath) throws IOException {
        if (Stream.of(Rung.values()).anyMatch(rung -> rung.toString().equals(tree))) {
            return of(Rung.of(tree));
        }
        return tree.endsWith(".java") ? ofFile(Path.of(tree), classPath) : ofClass(tree, classPath);
    }

    private static TreeSource of(Class<?> tree, String name, String classPath, Path directory) throws IOException {
        try {
            OwnLayout.of(tree);
            ClassClosure closure = ClassClosure.of(tree);
            Set<String> path = new LinkedHashSet<>();
            if (closure.isInMemory()) {
                closure.writeTo(directory);
                path.add(directory.toString());
            }
            closure.places().forEach(place -> path.add(place.toString()));
            Stream.of(classPath.split(File.pathSeparator))
                    .filter(part -> !part.isEmpty())
                    .map(part -> Path.of(part).toAbsolutePath().toString())
                    .forEach(path::add);
            return new TreeSource(
                    name, tree.getName(), String.join(File.pathSeparator, path), closure.digest(), directory);
        } catch (IOException | RuntimeException e) {
            ChildFolder.removeTree(directory);
            throw e;
        }
    }

    private static Path temporary() throws IOException {
        return Files.createTempDirectory("heapwood-score-");
    }

    /** Returns the tree's name, for readers. */
    public String name() {
        return name;
    }

    /** Returns whether this is a tree of the kit. */
    public boolean isRung() {
        return digest.isEmpty();
    }

    /** Returns the class's binary name, or the name of the constant in {@link Rung}. */
    String className() {
        return className;
    }

    /** Returns the class path besides the kit's own. */
    String classPath() {
        return classPath;
    }

    /** Returns a text that changes with the code of the class; empty for a tree of the kit. */
    String digest() {
        return digest;
    }

    /** Removes the files that were made. The children must have ended. */
    @Override
    public void close() {
        if (directory != null) {
            ChildFolder.removeTree(directory);
        }
    }
}
