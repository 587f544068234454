package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Jdk;
import heapwood.lab.host.Jdks;
import heapwood.workload.TreeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built jar as a reader starts it: without any flag, on every JDK found, and without a warning. */
@Tag("slow")
class JarTest {
    private static final Path JAR = Path.of("target/heapwood.jar");

    @TempDir
    private Path folder;

    static Stream<Jdk> jdks() {
        return Jdks.found().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aloneItPrintsHelp(Jdk jdk) throws Exception {
        CommandRun run = start(jdk, List.of()).assertWell();
        assertTrue(run.out().contains("Usage: heapwood [-hV] COMMAND"), run.out());
        CommandRun version = start(jdk, List.of(), "--version").assertWell();
        assertTrue(version.out().matches("heapwood [0-9.]+\\S* on Java " + jdk.feature() + "\\S+\\s+"), version.out());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void countsAndTimesWithoutFlagsAndWithoutWarnings(Jdk jdk) throws Exception {
        for (TreeKind kind : TreeKind.values()) {
            CommandRun run = start(jdk, List.of(), "assignment", "--trees", "1", "--tree", kind.toString());
            run.assertWell();
            assertTrue(run.out().contains("  * objects live: "), run.out());
            if (kind == TreeKind.REFERENCE) {
                assertTrue(run.out().contains("  * objects allocated: 12\n"), run.out());
                assertTrue(
                        run.out()
                                .matches(
                                        "(?s).*  \\* objects allocated: (299[89]|30[012]\\d)\\d\\d\n  \\* objects live: 299808\n.*"),
                        run.out());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void replaysAndGenerates(Jdk jdk) throws Exception {
        CommandRun replay = start(jdk, List.of(), "replay", "src/main/resources/golden/cases.jsonl.gz");
        assertEquals(
                List.of("266 of 266 cases hold on reference"),
                replay.assertWell().outLines());
        CommandRun generate = start(jdk, List.of(), "generate", "--trees", "2");
        assertTrue(generate.assertWell()
                .out()
                .contains("a06ea6693f7cccb4bd9788c3c318544f335d7d6112e43fcc77d2bb7437f99fbc"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aFullHeapIsOneLineAndThree(Jdk jdk) throws Exception {
        CommandRun run = start(jdk, List.of("-Xmx16m", "-XX:+UseSerialGC"), "generate", "--width", "2000");
        assertEquals(ExitCode.HEAP_TOO_SMALL, run.exitCode(), run::toString);
        List<String> errors =
                run.err().lines().filter(line -> !line.startsWith("  ")).toList();
        assertEquals(1, errors.size(), errors::toString);
        assertTrue(
                errors.get(0).matches("heapwood generate: the heap of [0-9.]+ MB is full: .*-Xmx.*"), errors::toString);
    }

    /** 417 MB of stacks: memory is the tree's, some 10 MB while it grows, and what unpacking keeps, not the file's. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theLargestProfileIsReadInATenthOfItsBytes(Jdk jdk) throws Exception {
        CommandRun run = start(
                jdk,
                List.of("-Xmx40m", "-XX:+UseSerialGC"),
                "profile",
                "../notebooks/data/javac-alloc.collapsed.xz",
                "--top",
                "1");
        assertTrue(run.assertWell().out().contains("nodes                   1,276,333  with the root"), run.out());
    }

    private CommandRun start(Jdk jdk, List<String> flags, String... args) throws IOException, InterruptedException {
        assertTrue(Files.isRegularFile(JAR), () -> JAR.toAbsolutePath() + " is built by the package phase");
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(flags);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command);
        // Their values would change what is tested, and the JVM reports them on standard error.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> command + " does not end");
        } finally {
            process.destroyForcibly();
        }
        return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
