package heapwood.benchmarks;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.host.Jdks;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings of a run, given as {@code name=value} each.
 *
 * @param works the works, each a block of the table
 * @param trees the contestants, each a line of a block; the others are compared with the first
 * @param chains the number of paths to generate, for generated keys
 * @param forks the number of JVMs for each measurement
 * @param repetitions the number of operations measured in each JVM
 * @param warmUp the seconds of operations before these, in addition to as many operations as are measured; 0 if the first operation
 *     is measured
 * @param jdk the JDK of the JVMs
 * @param collector the collector of the JVMs
 * @param heap the heap of the JVMs, as in {@code -Xmx}: {@code 4g}
 * @param json the file for the results
 */
record Settings(
        List<Work> works,
        List<Contestant> trees,
        int chains,
        int forks,
        int repetitions,
        int warmUp,
        Jdk jdk,
        Collector collector,
        String heap,
        Path json) {
    static final String HELP = """
            what there is, each with what it is if nothing is said:
              work=%s
              trees=%s
              chains=200      paths of 500 names, where they are generated; the original's headline has 200
              forks=3         JVMs for each measurement
              repetitions=5   operations measured in each
              warm-up=3       seconds of operations before these, and as many operations as are measured
              passes=warm     cold: the first operation of each JVM, and no other
              jdk=17          which JDK of those installed; without it, the one that runs this
              collector=parallel
              heap=4g         of each JVM
              json=target/benchmarks.json   where the results are written, in JMH's format""".formatted(names(Work.values()), names(Contestant.values()));

    /**
     * Reads the settings from a program's arguments.
     *
     * @throws IllegalArgumentException if an argument is wrong; the message names it
     */
    static Settings of(String[] args) {
        Map<String, String> given = new HashMap<>();
        List<String> known = List.of(
                "work",
                "trees",
                "chains",
                "forks",
                "repetitions",
                "warm-up",
                "passes",
                "jdk",
                "collector",
                "heap",
                "json");
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            if (parts.length != 2 || !known.contains(parts[0])) {
                throw new IllegalArgumentException("not understood: " + arg);
            }
            given.put(parts[0], parts[1]);
        }
        boolean cold = given.getOrDefault("passes", "warm").equals("cold");
        return new Settings(
                chosen(given.get("work"), Work.values()),
                chosen(given.get("trees"), Contestant.values()),
                number(given, "chains", 200),
                number(given, "forks", cold ? 7 : 3),
                cold ? 1 : number(given, "repetitions", 5),
                cold ? 0 : number(given, "warm-up", 3),
                jdk(given.get("jdk")),
                Collector.of(given.getOrDefault("collector", "parallel")),
                given.getOrDefault("heap", "4g"),
                Path.of(given.getOrDefault("json", "target/benchmarks.json")));
    }

    /** Returns whether the first operation of each JVM is measured, and no other. */
    boolean cold() {
        return warmUp == 0;
    }

    private static <T extends Enum<T>> List<T> chosen(String given, T[] values) {
        if (given == null) {
            return List.of(values);
        }
        return Arrays.stream(given.split(","))
                .map(name -> Arrays.stream(values)
                        .filter(value -> label(value).equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("there is no " + name + ": choose from " + names(values))))
                .toList();
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(name + "=" + value + ": give a whole number from 1");
        }
        return Integer.parseInt(value);
    }

    private static Jdk jdk(String feature) {
        if (feature == null) {
            return Jdk.current();
        }
        List<Jdk> found = Jdks.found();
        return found.stream()
                .filter(jdk -> String.valueOf(jdk.feature()).equals(feature))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no JDK " + feature + " here, only " + found + ": set JAVA_HOME to one"));
    }

    private static String names(Enum<?>[] values) {
        return String.join(",", Stream.of(values).map(Settings::label).toList());
    }

    /** Returns the name of a constant as in options and tables: {@code merge-into-empty}. */
    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
