package heapwood.notebook;

import heapwood.profile.Outputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of saved pictures and tables: {@code results} in the working directory, which in a notebook is the notebooks' folder.
 * The system property {@code heapwood.results} names another folder.
 */
final class ResultFolder {
    private ResultFolder() {}

    static Path path() {
        return Path.of(System.getProperty("heapwood.results", "results"));
    }

    /**
     * Returns a file's name without its ending, if every system allows it.
     *
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    static String checkName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException("\"" + name
                    + "\" is no good file name: use small letters, digits, '-', '_' and '.', a letter or digit first");
        }
        return name;
    }

    /**
     * Saves a file whole or not at all: it is written beside its place and then moved there.
     *
     * @return the path of the file
     * @throws UncheckedIOException if the file cannot be written; the message names it
     */
    static Path save(String fileName, byte[] content) {
        Path file = path().resolve(fileName);
        try {
            Files.createDirectories(path());
            Outputs.write(file, out -> out.write(content));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot save " + file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }
}
