package heapwood.lab.run;

import heapwood.lab.child.Code;
import heapwood.lab.child.Hiccups;
import heapwood.lab.child.TrialMain;
import heapwood.lab.host.ChildProcess;
import heapwood.lab.host.Collector;
import heapwood.lab.host.Machine;
import heapwood.lab.host.Memory;
import heapwood.lab.host.Status;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The runner of one trial. It makes the trial's rows, with its description, status, measurements, and machine. */
final class TrialRunner {
    private final Machine machine = Machine.current();
    private final String commit = Machine.commit();
    private final String code = Code.fingerprint();
    private final String classPath = Code.classPath();

    private final InstantSource clock;

    /**
     * Creates a runner.
     *
     * @param clock the clock that dates the rows; it is not used for measuring
     */
    TrialRunner(InstantSource clock) throws InterruptedException {
        this.clock = clock;
    }

    /**
     * Returns the fingerprint of the code. Results are comparable if they are from the same code on the same machine.
     */
    String code() {
        return code;
    }

    String machineId() {
        return machine.id();
    }

    /**
     * Runs a trial to its end, successful or not.
     *
     * @param experiment the experiment that the trial belongs to
     * @param trial the trial
     * @param ticker called every tenth of a second with the time since the child's start
     * @return at least one row; a failure has exactly one
     * @throws InterruptedException if this thread is interrupted; the child has been ended then
     */
    List<Map<String, Object>> run(Experiment experiment, Trial trial, Consumer<Duration> ticker)
            throws InterruptedException {
        Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        double loadBefore = Machine.load();
        Hiccups hiccups = new Hiccups();
        Result result;
        try (hiccups) {
            result = measure(trial, ticker);
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        int part = 0;
        for (Map<Column, Object> measured : result.rows()) {
            Map<Column, Object> row = new LinkedHashMap<>();
            row.put(Column.EXPERIMENT, experiment.name());
            row.put(Column.SCALE, experiment.scale());
            row.put(Column.TRIAL, trial.key());
            row.put(Column.STATUS, result.status().label());
            row.put(Column.DETAIL, result.detail());
            describe(row, trial);
            row.put(Column.PART, ++part);
            row.put(Column.PARTS, result.rows().size());
            row.putAll(measured);
            row.put(Column.WALL_MS, result.wall().toMillis());
            row.put(Column.TIME, time);
            row.put(Column.LOAD_BEFORE, loadBefore);
            row.put(Column.LOAD_AFTER, Machine.load());
            row.put(Column.MACHINE_HICCUP_MAX_US, hiccups.histogram().getMaxValue() / 1_000);
            describeMachine(row, trial);
            row.put(Column.JVM_FLAGS, result.jvmFlags());
            row.put(Column.VALUES, Results.valuesIn(named(row)));
            rows.add(named(row));
        }
        return rows;
    }

    private static Map<String, Object> named(Map<Column, Object> row) {
        Map<String, Object> named = new LinkedHashMap<>();
        row.forEach((column, value) -> named.put(column.label(), value));
        return named;
    }

    private static void describe(Map<Column, Object> row, Trial trial) {
        row.put(Column.TASK, trial.task());
        trial.workload().describe(row);
        row.put(Column.JDK, trial.jdk().label());
        row.put(Column.COLLECTOR, trial.collector().label());
        row.put(Column.HEAP_MIB, trial.heapMebibytes());
        row.put(Column.EXPECTED_BYTES, trial.expectedBytes());
        row.put(Column.FLAGS, String.join(" ", trial.flags()));
        row.put(Column.COLLECTIONS, trial.collections());
        row.put(Column.REPETITION, trial.repetition());
    }

    private void describeMachine(Map<Column, Object> row, Trial trial) {
        row.put(Column.MACHINE, machine.id());
        row.put(Column.CPU, machine.cpu());
        row.put(Column.CORES, machine.cores());
        row.put(Column.MEMORY_BYTES, machine.memoryBytes());
        row.put(Column.SYSTEM, machine.system());
        row.put(Column.JDK_BUILD, trial.jdk().build() + " " + trial.jdk().vendor());
        row.put(Column.COMMIT, commit);
        row.put(Column.CODE, code);
    }

    /** The outcome of a run, without the description of its trial. */
    private record Result(
            Status status, String detail, Duration wall, String jvmFlags, List<Map<Column, Object>> rows) {
        static Result failed(Status status, String detail, Duration wall) {
            return new Result(status, detail, wall, "", List.of(Map.of()));
        }
    }

    private Result measure(Trial trial, Consumer<Duration> ticker) throws InterruptedException {
        long needed = Memory.neededFor(trial.heapBytes());
        long available = Memory.available();
        if (needed > available) {
            return Result.failed(
                    Status.HEAP_REFUSED,
                    "a JVM with a heap of " + trial.heapMebibytes() + " MiB may take " + (needed >> 20) + " MiB, and "
                            + (available >> 20) + " MiB are available",
                    Duration.ZERO);
        }
        if (!trial.collector().isIn(trial.jdk())) {
            return Result.failed(
                    Status.NO_COLLECTOR,
                    trial.jdk() + " has no " + trial.collector().label(),
                    Duration.ZERO);
        }
        try {
            return read(trial, ChildProcess.run(command(trial, classPath), trial.patience(), ticker));
        } catch (IOException e) {
            return Result.failed(Status.NOT_STARTED, e.getMessage(), Duration.ZERO);
        }
    }

    /** Returns the command that runs a trial. */
    static List<String> command(Trial trial, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(trial.jdk().java().toString());
        command.addAll(jvmFlags(trial));
        String own = trial.workload().classPath();
        String path = own.isEmpty() ? classPath : classPath + File.pathSeparator + own;
        command.addAll(List.of("-cp", path, TrialMain.class.getName(), TrialMain.orders(trial)));
        return command;
    }

    private static List<String> jvmFlags(Trial trial) {
        List<String> all = new ArrayList<>(trial.collector().flags(trial.jdk()));
        all.add("-Xms" + trial.heapMebibytes() + "m");
        all.add("-Xmx" + trial.heapMebibytes() + "m");
        all.addAll(List.of(
                // End the child at once, instead of letting it continue after the error.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + Path.of(ChildProcess.DIRECTORY, "hs_err.log"),
                "-Djava.io.tmpdir=" + ChildProcess.DIRECTORY,
                // No file of performance counters: it would outlive a child that is killed.
                "-XX:+PerfDisableSharedMem",
                // The JVM's own account of its threads' processor time.
                "--add-opens=java.management/sun.management=ALL-UNNAMED",
                // JOL attaches to its own JVM.
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true",
                "-Djava.awt.headless=true"));
        all.addAll(trial.flags());
        return all;
    }

    private static Result read(Trial trial, ChildProcess.Ended ended) {
        Optional<TrialMain.Answer> answer = answerIn(ended);
        if (answer.isEmpty()) {
            return Result.failed(Status.ofFailure(ended), Status.detailOf(ended), ended.wall());
        }
        TrialMain.Answer said = answer.get();
        Status status = Status.OK;
        String detail = "";
        if (!said.collector().equals(trial.collector().label())) {
            status = Status.WRONG_COLLECTOR;
            detail = "asked for " + trial.collector().label() + ", and " + said.collector() + " was in use";
        } else if (Status.ignoredOption(ended).isPresent()) {
            status = Status.OPTION_IGNORED;
            detail = Status.ignoredOption(ended).get();
        } else if (trial.task() == Task.PAUSE && trial.collector() == Collector.EPSILON) {
            status = Status.NO_COLLECTION;
            detail = "Epsilon never collects";
        }
        return status == Status.OK
                ? new Result(status, detail, ended.wall(), said.jvmFlags(), said.rows())
                : new Result(status, detail, ended.wall(), said.jvmFlags(), List.of(Map.of()));
    }

    /** Returns the child's answer; empty if the child did not end well, or its last marked line cannot be read. */
    private static Optional<TrialMain.Answer> answerIn(ChildProcess.Ended ended) {
        if (ended.exitCode() != 0 || ended.timedOut()) {
            return Optional.empty();
        }
        return TrialMain.answerIn(ended.output());
    }
}
