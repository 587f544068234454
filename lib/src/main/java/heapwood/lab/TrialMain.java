package heapwood.lab;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The child's main class. It runs one trial, prints its rows in one line, and ends. It also ends when its parent is
 * gone.
 */
final class TrialMain {
    /** The start of the line with the result. */
    static final String MARK = "HEAPWOOD RESULT ";

    static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private static final int ORPHANED = 4;

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
    record Orders(Task task, Forest forest, RealProfile profile, Window window, Climb climb, int collections) {
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
    record Answer(String collector, String jvmFlags, List<Map<String, Object>> rows) {}

    public static void main(String[] args) {
        endWithParent();
        Orders orders = GSON.fromJson(args[0], Orders.class);
        List<Map<String, Object>> rows = orders.task().run(orders.workload(), orders.collections());
        Answer answer = new Answer(Collector.inUse().map(Collector::label).orElse("unknown"), jvmFlags(), rows);
        System.out.println("\n" + MARK + GSON.toJson(answer));
        System.out.flush();
        System.exit(0);
    }

    private static String jvmFlags() {
        String directory = System.getProperty("java.io.tmpdir");
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.contains(directory))
                .collect(Collectors.joining(" "));
    }

    /**
     * Starts a thread that ends this JVM with its parent. It reads standard input, a pipe from the parent that never
     * carries data and is closed when the parent ends.
     */
    private static void endWithParent() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        System.in.read();
                    } catch (IOException e) {
                        // An error is the end of the parent too.
                    }
                    Runtime.getRuntime().halt(ORPHANED);
                },
                "heapwood-parent-watch");
        watcher.setDaemon(true);
        watcher.start();
    }
}
