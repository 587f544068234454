package heapwood.lab.plan;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.host.Jdks;
import heapwood.profile.Format;
import heapwood.profile.ProfileReader;
import heapwood.tree.StackTree;
import heapwood.workload.Schedule;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The reader of an experiment from a file. The file is YAML, or JSON, which is YAML too. A key with several values is an
 * axis, and the trials are all combinations of all axes.
 *
 * <pre>{@code
 * name: windows          # of the file with the results
 * task: window           # count, pause, window; or ingest, for a real profile
 * tree: [reference, compact]
 * trees: [3, 10, 30]     # numbers of the original program's first trees; or nodes: 1000000; or profile: stacks.collapsed.gz
 * jdk: all               # all, current, or a feature release such as 25
 * collector: [G1, ZGC]   # or all
 * headroom: [1.3, 2, 8]  # heap as a multiple of the reference trees' size; or heap: 1g
 * }</pre>
 *
 * <p>Further keys, with their defaults: {@code width} and {@code depth} of each tree if the key {@code trees} is given (200,
 * 500); {@code symbol-bytes} (40); {@code variant} (plain; also compact headers, one generation); {@code flags} (none; one text,
 * for all trials); {@code millis} to measure a window (1000); {@code collections}, or for ingest passes over the profile (5);
 * {@code repetitions} (5); {@code seed} of the order of the trials; {@code scale}, a word for the rows. A profile is a file of
 * collapsed stacks, compressed or not; its path is relative to the folder of the experiment's file.
 */
public final class ExperimentFile {
    private static final List<String> KEYS = List.of(
            "name",
            "scale",
            "seed",
            "task",
            "tree",
            "trees",
            "nodes",
            "profile",
            "width",
            "depth",
            "symbol-bytes",
            "jdk",
            "collector",
            "variant",
            "headroom",
            "heap",
            "flags",
            "millis",
            "collections",
            "repetitions");

    private final Path file;
    private final Map<?, ?> values;

    private ExperimentFile(Path file, Map<?, ?> values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Reads an experiment from a file. Starts no process.
     *
     * @param file the file, in YAML or JSON
     * @return the experiment
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if a key or value is invalid; the message names the file and the key
     */
    public static Experiment read(Path file) throws IOException {
        String text = Files.readString(file);
        Object read;
        try {
            read = new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text);
        } catch (YamlEngineException e) {
            String why = e.getMessage()
                    .lines()
                    .map(String::strip)
                    .reduce((first, last) -> first + " " + last)
                    .orElse("");
            throw new IllegalArgumentException(file + ": is neither YAML nor JSON: " + why, e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(file + ": is nested too deeply to be an experiment", e);
        }
        if (!(read instanceof Map<?, ?> values)) {
            throw new IllegalArgumentException(file + ": is no experiment: it needs keys such as name, task, tree");
        }
        return new ExperimentFile(file, values).experiment();
    }

    private Experiment experiment() {
        for (Object key :
                new TreeSet<>(values.keySet().stream().map(String::valueOf).toList())) {
            if (!KEYS.contains(key)) {
                throw wrong(String.valueOf(key), "there is no such key: use " + String.join(", ", KEYS));
            }
        }
        if (Stream.of("trees", "nodes", "profile").filter(values::containsKey).count() != 1) {
            throw wrong("trees", "give one of trees, nodes and profile");
        }
        for (String key : List.of("width", "depth")) {
            if (values.containsKey(key) && !values.containsKey("trees")) {
                throw wrong(key, "needs trees, whose shape it is");
            }
        }
        if (values.containsKey("headroom") == values.containsKey("heap")) {
            throw wrong("headroom", "give either headroom or heap");
        }
        String name = one("name", String.valueOf(file.getFileName()).replaceAll("\\.[a-z]+$", ""));
        try {
            return new Experiment(name, one("scale", "file"), trials(), number("seed", one("seed", "20261122")));
        } catch (IllegalArgumentException e) {
            throw e.getMessage().startsWith(file.toString())
                    ? e
                    : new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private List<Trial> trials() {
        Task task = task();
        int repetitions = (int) number("repetitions", one("repetitions", "5"));
        // Once for all of them, since a real profile is read for it.
        List<Workload> references = workloads(task);
        List<Trial> trials = new ArrayList<>();
        for (Jdk jdk : jdks()) {
            for (Collector collector : collectors()) {
                for (Variant variant : variants(jdk, collector)) {
                    for (Workload reference : references) {
                        for (Trial sized : sized(task, reference, jdk, collector)) {
                            for (String tree : all("tree", "reference")) {
                                Trial trial = sized.with(as(TreeKind.of(tree), reference))
                                        .withFlags(flags())
                                        .withCollections((int) number("collections", one("collections", "5")));
                                trials.addAll(variant.applyTo(trial).repeated(repetitions));
                            }
                        }
                    }
                }
            }
        }
        return trials;
    }

    private Task task() {
        String name = one("task", "");
        for (Task task : List.of(Task.COUNT, Task.PAUSE, Task.WINDOW, Task.INGEST)) {
            if (task.toString().equals(name)) {
                return task;
            }
        }
        throw wrong("task", "there is no task \"" + name + "\": use count, pause, window or ingest");
    }

    private List<Jdk> jdks() {
        List<Jdk> found = Jdks.found();
        List<Jdk> jdks = new ArrayList<>();
        for (String name : all("jdk", "current")) {
            if (name.equals("all")) {
                return found;
            }
            if (name.equals("current")) {
                jdks.add(Jdk.current());
                continue;
            }
            jdks.add(found.stream()
                    .filter(jdk -> name.equals(String.valueOf(jdk.feature())))
                    .findFirst()
                    .orElseThrow(() -> wrong(
                            "jdk",
                            "there is no JDK " + name + " here: use all, current or one of "
                                    + found.stream()
                                            .map(jdk -> String.valueOf(jdk.feature()))
                                            .distinct()
                                            .toList())));
        }
        return jdks;
    }

    private List<Collector> collectors() {
        List<String> names = all("collector", "G1");
        return names.equals(List.of("all"))
                ? List.of(Collector.values())
                : names.stream().map(Collector::of).toList();
    }

    /** Returns the requested variants that the JDK has. The axis is shorter for a JDK that lacks one. */
    private List<Variant> variants(Jdk jdk, Collector collector) {
        List<Variant> variants = new ArrayList<>();
        for (String name : all("variant", "plain")) {
            Variant variant = Variant.of(name);
            if (Variant.of(jdk, collector).contains(variant)) {
                variants.add(variant);
            }
        }
        return variants;
    }

    private List<Workload> workloads(Task task) {
        if (values.containsKey("profile")) {
            return List.of(profile());
        }
        int symbolBytes = (int) number("symbol-bytes", one("symbol-bytes", "40"));
        int millis = (int) number("millis", one("millis", "1000"));
        TreeShape first = Schedule.step(Schedule.FIRST).shape();
        TreeShape shape = new TreeShape(
                (int) number("width", one("width", String.valueOf(first.width()))),
                (int) number("depth", one("depth", String.valueOf(first.depth()))),
                symbolBytes);
        List<Workload> workloads = new ArrayList<>();
        for (String size : all(values.containsKey("trees") ? "trees" : "nodes", "")) {
            Forest forest = values.containsKey("trees")
                    ? new Forest(TreeKind.REFERENCE, (int) number("trees", size), shape, Schedule.SEED, true)
                    : Forest.ofNodes(TreeKind.REFERENCE, number("nodes", size), symbolBytes);
            workloads.add(task == Task.WINDOW ? new Window(forest, millis) : forest);
        }
        return workloads;
    }

    /** Returns the profile. Reads it, since its number of nodes determines the heap. */
    private RealProfile profile() {
        Path stacks = file.resolveSibling(one("profile", ""));
        StackTree tree = TreeKind.COMPACT.newTree();
        try {
            Format format = new ProfileReader().read(stacks, tree).format();
            if (format != Format.COLLAPSED) {
                throw wrong(
                        "profile",
                        stacks + " is " + format + ": trials read collapsed stacks; make them with heapwood profile");
            }
        } catch (IOException e) {
            throw wrong("profile", stacks + " cannot be read: " + e.getMessage());
        }
        return RealProfile.of(TreeKind.REFERENCE, stacks, tree.nodeCount());
    }

    private static Workload as(TreeKind tree, Workload workload) {
        if (workload instanceof Window window) {
            return window.as(tree);
        }
        return workload instanceof RealProfile profile ? profile.as(tree) : ((Forest) workload).as(tree);
    }

    /** Returns a trial for each headroom or heap. Both trees get the reference tree's heap. */
    private List<Trial> sized(Task task, Workload reference, Jdk jdk, Collector collector) {
        List<Trial> trials = new ArrayList<>();
        for (String headroom : values.containsKey("headroom") ? all("headroom", "") : List.<String>of()) {
            trials.add(Trial.of(task, reference, jdk, collector, fraction("headroom", headroom)));
        }
        for (String heap : values.containsKey("heap") ? all("heap", "") : List.<String>of()) {
            trials.add(Trial.of(task, reference, jdk, collector, 2).withHeap(bytes(heap)));
        }
        return trials;
    }

    private String[] flags() {
        String flags = one("flags", "").strip();
        return flags.isEmpty() ? new String[0] : flags.split("\\s+");
    }

    /** Returns the bytes of a size such as {@code 512m} or {@code 4g}. */
    private long bytes(String size) {
        if (!size.toLowerCase(Locale.ROOT).matches("\\d{1,6}[mg]")) {
            throw wrong("heap", "\"" + size + "\" is no size of a heap: write 512m or 4g");
        }
        long number = Long.parseLong(size.substring(0, size.length() - 1));
        return number << (size.toLowerCase(Locale.ROOT).endsWith("g") ? 30 : 20);
    }

    private long number(String key, String value) {
        try {
            long number = Long.parseLong(value);
            if (number < 0 || number > Integer.MAX_VALUE) {
                throw wrong(key, value + " is out of range: use a whole number from 0 to " + Integer.MAX_VALUE);
            }
            return number;
        } catch (NumberFormatException e) {
            throw wrong(key, "\"" + value + "\" is no whole number");
        }
    }

    private double fraction(String key, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong(key, "\"" + value + "\" is no number");
        }
    }

    private String one(String key, String usual) {
        List<String> all = all(key, usual);
        if (all.size() != 1) {
            throw wrong(key, "needs exactly one value");
        }
        return all.get(0);
    }

    /** Returns the values of a key, which has either a list or one value. */
    private List<String> all(String key, String usual) {
        Object value = values.get(key);
        if (value == null) {
            return List.of(usual);
        }
        List<?> list = value instanceof List<?> several ? several : List.of(value);
        if (list.isEmpty()
                || list.stream().anyMatch(each -> each == null || each instanceof Map || each instanceof List)) {
            throw wrong(key, "needs a value, or a list of values");
        }
        return list.stream().map(String::valueOf).toList();
    }

    private IllegalArgumentException wrong(String key, String what) {
        return new IllegalArgumentException(file + ": " + key + ": " + what);
    }
}
