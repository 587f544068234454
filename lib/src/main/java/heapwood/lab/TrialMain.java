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

/** The child's program: does one trial, prints its rows in one line, ends. Also ends when whoever started it is gone. */
final class TrialMain {
    /** What the line with the result starts with. */
    static final String MARK = "HEAPWOOD RESULT ";

    static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private static final int ORPHANED = 4;

    private TrialMain() {}

    /**
     * What the child is told.
     *
     * @param forest its workload, if that is a forest, or null
     * @param profile its workload, if that is a profile, or null
     * @param window its workload, if that is a window, or null
     * @param climb its workload, if that is a step of the ladder, or null
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
     * What the child answers.
     *
     * @param collector the one that it really had
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

    /** Standard input is a pipe from the parent that never carries anything: it ends when the parent does. */
    private static void endWithParent() {
        Thread watcher = new Thread(
                () -> {
                    try {
                        System.in.read();
                    } catch (IOException e) {
                        // It ended in another way.
                    }
                    Runtime.getRuntime().halt(ORPHANED);
                },
                "heapwood-parent-watch");
        watcher.setDaemon(true);
        watcher.start();
    }
}
