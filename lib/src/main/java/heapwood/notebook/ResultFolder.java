package heapwood.notebook;

import heapwood.profile.Outputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where pictures and tables are saved: {@code results} in the working directory, which in a notebook is the notebooks'
 * own; the system property {@code heapwood.results} names another folder.
 */
final class ResultFolder {
    private ResultFolder() {}

    static Path path() {
        return Path.of(System.getProperty("heapwood.results", "results"));
    }

    /** A file's name without its ending, if it is one that every system takes. */
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
     * @throws UncheckedIOException if it cannot be written; the message names the file
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
