package heapwood.lab.child;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;
import heapwood.lab.host.Collector;
import heapwood.lab.plan.Climb;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.RealProfile;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.lab.plan.Window;
import heapwood.lab.plan.Workload;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The child's main class. It runs one trial, prints its rows in one line, and ends. It also ends when its parent is
 * gone.
 */
public final class TrialMain {
    /** The start of the line with the result. */
    private static final String MARK = "HEAPWOOD RESULT ";

    private static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private TrialMain() {}

    /**
     * The instructions for a child.
     *
     * @param task the task to run
     * @param forest the workload if it is a forest, else null
     * @param profile the workload if it is a profile, else null
     * @param window the workload if it is a window, else null
     * @param climb the workload if it is a step of the ladder, else null
     * @param collections the number of collections or passes
     */
    private record Orders(Task task, Forest forest, RealProfile profile, Window window, Climb climb, int collections) {
        static Orders of(Trial trial) {
            return new Orders(
                    trial.task(),
                    trial.workload() instanceof Forest forest ? forest : null,
                    trial.workload() instanceof RealProfile profile ? profile : null,
                    trial.workload() instanceof Window window ? window : null,
                    trial.workload() instanceof Climb climb ? climb : null,
                    trial.collections());
        }

        Workload workload() {
            return Stream.of(forest, profile, window, climb)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * The answer of a child.
     *
     * @param collector the collector that it ran with
     * @param jvmFlags its JVM's arguments, less those that name its own directory
     * @param rows the measured columns of each row
     */
    public record Answer(String collector, String jvmFlags, List<Map<Column, Object>> rows) {}

    /**
     * Returns the argument with which the child's JVM runs a trial.
     *
     * @param trial the trial
     */
    public static String orders(Trial trial) {
        return GSON.toJson(Orders.of(trial));
    }

    /**
     * Returns the answer in a child's output; empty if its last marked line cannot be read.
     *
     * @param output all that the child wrote
     */
    public static Optional<Answer> answerIn(String output) {
        try {
            return output.lines()
                    .filter(line -> line.startsWith(MARK))
                    .reduce((first, last) -> last)
                    .map(line -> GSON.fromJson(line.substring(MARK.length()), Answer.class))
                    .filter(answer -> answer.collector() != null
                            && answer.rows() != null
                            && !answer.rows().isEmpty());
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Runs a trial and prints its rows.
     *
     * @param args the {@linkplain #orders(Trial) orders}
     */
    public static void main(String[] args) {
        ParentWatch.start();
        Orders orders = GSON.fromJson(args[0], Orders.class);
        List<Map<Column, Object>> rows = run(orders.task(), orders.workload(), orders.collections());
        Answer answer = new Answer(Collector.inUse().map(Collector::label).orElse("unknown"), jvmFlags(), rows);
        System.out.println("\n" + MARK + GSON.toJson(answer));
        System.out.flush();
        System.exit(0);
    }

    /** Returns the measured columns of each row. */
    private static List<Map<Column, Object>> run(Task task, Workload workload, int collections) {
        return switch (task) {
            case COUNT -> CountTask.run(workload);
            case PAUSE -> PauseTask.run(workload, collections);
            case INGEST -> IngestTask.run((RealProfile) workload, collections);
            case WINDOW -> WindowTask.run((Window) workload, collections);
            case GROW -> GrowTask.run(workload, collections);
            case CLIMB -> ClimbTask.run((Climb) workload, collections);
        };
    }

    private static String jvmFlags() {
        String directory = System.getProperty("java.io.tmpdir");
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.contains(directory))
                .collect(Collectors.joining(" "));
    }
}
