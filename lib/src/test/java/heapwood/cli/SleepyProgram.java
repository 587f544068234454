package heapwood.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Writes its process's number to a file, and sleeps for a minute. */
final class SleepyProgram {
    private SleepyProgram() {}

    public static void main(String[] args) throws Exception {
        Files.writeString(Path.of(args[0]), ProcessHandle.current().pid() + "\n");
        Thread.sleep(60_000);
    }
}
