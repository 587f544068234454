package heapwood.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * The files by which a program attaches to a JVM, as JOL does to its own. A JVM that is killed or halts leaves them among the system's temporary
 * files, whatever its own folder for those is.
 */
final class AttachFiles {
    private AttachFiles() {}

    /** Removes those of a JVM that has ended, or is about to. */
    static void remove(long pid) {
        for (String place : List.of("/tmp", System.getProperty("java.io.tmpdir"))) {
            for (String name : List.of(".java_pid", ".attach_pid")) {
                Path.of(place, name + pid).toFile().delete();
            }
        }
    }
}
