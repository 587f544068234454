package heapwood.score;

import com.google.gson.Gson;
import heapwood.lab.child.Code;
import heapwood.lab.host.ChildProcess;
import heapwood.lab.host.Jdk;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The examination of a tree's behavior in child JVMs, with limits of time and memory. A child that is stuck or gone costs the check that
 * it was in, and another child goes on with the next one.
 */
final class Behavior {
    static final int HEAP_MEBIBYTES = 256;

    /** The number of children that may be lost before the rest of the checks is left out. */
    private static final int MOST_LOST = 3;

    private static final Gson GSON = new Gson();

    private final List<Check> checks;
    private final TreeSource source;
    private final long seed;
    private final Limits limits;
    private final Consumer<Duration> ticker;
    private final List<Finding> findings = new ArrayList<>();
    private long threads;
    private long printed;

    /**
     * The limits of an examination.
     *
     * @param sequence the longest time to wait for one sequence of insertions
     * @param child the longest time that one child may run
     */
    record Limits(Duration sequence, Duration child) {}

    private Behavior(List<Check> checks, TreeSource source, long seed, Limits limits, Consumer<Duration> ticker) {
        this.checks = checks;
        this.source = source;
        this.seed = seed;
        this.limits = limits;
        this.ticker = ticker;
    }

    /**
     * Returns the findings of checks, in their order, and remarks on threads and output.
     *
     * @param checks the checks to make
     * @param source the tree
     * @param seed the seed of all sequences
     * @param limits the limits of time
     * @param ticker called every tenth of a second
     * @throws IOException if a child cannot be started
     * @throws InterruptedException if this thread is interrupted; the child has been ended then
     */
    static List<Finding> of(List<Check> checks, TreeSource source, long seed, Limits limits, Consumer<Duration> ticker)
            throws IOException, InterruptedException {
        return new Behavior(checks, source, seed, limits, ticker).findings();
    }

    private List<Finding> findings() throws IOException, InterruptedException {
        for (int lost = 0; lost < MOST_LOST && findings.size() < checks.size(); lost++) {
            runChild();
        }
        for (Check check : checks.subList(findings.size(), checks.size())) {
            findings.add(Finding.of(check.name(), 0, Mistake.NOT_EXAMINED, ""));
        }
        if (threads > 0) {
            findings.add(Finding.of("threads", 0, Mistake.THREADS, threads + " started"));
        }
        if (printed > 0) {
            findings.add(Finding.of("output", 0, Mistake.PRINTS, String.format(Locale.ROOT, "%,d bytes", printed)));
        }
        return findings;
    }

    /** Runs a child from the first check without a finding on. */
    private void runChild() throws IOException, InterruptedException {
        String mark = "HEAPWOOD " + UUID.randomUUID();
        ChildProcess.Ended ended = ChildProcess.run(command(mark), limits.child(), ticker);
        String exit = null;
        boolean begun = false;
        long threadsBefore = threads;
        long printedBefore = printed;
        for (String line : ended.output().lines().toList()) {
            if (line.startsWith(mark + ExamineMain.BEGIN)) {
                begun = true;
            } else if (line.startsWith(mark + ExamineMain.EXIT)) {
                exit = line.substring((mark + ExamineMain.EXIT).length());
            } else if (line.startsWith(mark + ExamineMain.FOUND)) {
                ExamineMain.Report report =
                        GSON.fromJson(line.substring((mark + ExamineMain.FOUND).length()), ExamineMain.Report.class);
                findings.add(report.finding());
                begun = false;
                threads = threadsBefore + report.threads();
                printed = printedBefore + report.printed();
            }
        }
        if (begun || ended.exitCode() != 0 && ended.exitCode() != ExamineMain.STUCK) {
            findings.add(lost(checks.get(findings.size()), ended, exit));
        }
    }

    private Finding lost(Check check, ChildProcess.Ended ended, String exit) {
        if (exit != null) {
            return Finding.of(
                    check.name(),
                    0,
                    Mistake.EXITS,
                    "exit code " + ended.exitCode() + (exit.isEmpty() ? "" : ", by System.exit in " + exit));
        }
        if (ended.timedOut()) {
            return Finding.of(
                    check.name(),
                    0,
                    Mistake.HANGS,
                    "no end within " + limits.child().toSeconds() + " s");
        }
        String said = ended.errors().isBlank()
                ? ""
                : ": " + ended.errors().lines().findFirst().orElse("");
        return Finding.of(check.name(), 0, Mistake.EXITS, "exit code " + ended.exitCode() + said);
    }

    private List<String> command(String mark) {
        String path = source.classPath().isEmpty() ? "" : File.pathSeparator + source.classPath();
        List<String> names =
                checks.stream().skip(findings.size()).map(Check::name).toList();
        ExamineMain.Orders orders = new ExamineMain.Orders(
                source.className(), !source.isRung(), seed, limits.sequence().toMillis(), names, mark);
        return List.of(
                Jdk.current().java().toString(),
                "-Xmx" + HEAP_MEBIBYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // a sequence is short, and the start is what takes long
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+PerfDisableSharedMem",
                "-Djava.io.tmpdir=" + ChildProcess.DIRECTORY,
                "-Djava.awt.headless=true",
                "-cp",
                Code.classPath() + path,
                ExamineMain.class.getName(),
                GSON.toJson(orders));
    }
}
