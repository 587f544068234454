package heapwood.lab.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The columns of results: what describes a trial, what its child measured, and where and when. A column's name in files
 * and tables is its constant's in lower case.
 */
public enum Column {
    EXPERIMENT("name of the experiment"),
    SCALE("scale that the experiment was run at"),
    TRIAL("all properties that identify the trial; trials with equal ones are the same measurement"),
    STATUS("ok, or the kind of failure"),
    DETAIL("what a failed trial's JVM said last; empty if it is ok"),
    TASK("work that the trial does"),
    TREE("kind of tree, or step of the ladder"),
    TREES("1", "number of trees"),
    WIDTH("1", "paths of each generated tree"),
    DEPTH("1", "frames of each path"),
    SYMBOL_BYTES("B", "length of each generated name"),
    SEED("1", "seed of the generator"),
    PROFILE("file of the real profile; empty if the trees are generated"),
    HELD("true if the trees are live while the trial measures; false for a control that drops them before"),
    EXPECTED_NODES("1", "nodes of all trees, as the trial was planned"),
    ASKED_MS("ms", "time for which the window should be measured"),
    JDK("feature version of the child's JDK"),
    COLLECTOR("collector asked for"),
    HEAP_MIB("MiB", "size of the heap, which neither grows nor shrinks"),
    EXPECTED_BYTES("B", "expected size of the live trees"),
    FLAGS("further flags of the JVM"),
    COLLECTIONS("1", "collections or passes asked for, after the first one"),
    REPETITION("1", "number of the trial among equal ones, from 0"),
    PART("1", "number of the row among its trial's, from 1"),
    PARTS("1", "number of rows of the trial"),

    NODES("1", "nodes of all live trees, or of the tree so far"),
    BUILD_MS("ms", "elapsed time of building the trees"),
    OBJECTS("1", "live objects of the trees, by JOL"),
    BYTES("B", "size of these objects"),
    TREE_OBJECTS("1", "live objects of the trees' own classes, by the JVM's histogram"),
    TREE_ARRAYS("1", "live arrays of these"),
    BYTE_ARRAYS("1", "live byte arrays in the whole heap"),
    OTHER_ARRAYS("1", "other live arrays in the whole heap"),
    TREE_CLASS_BYTES("B", "size of the objects and arrays of the trees' own classes"),
    BYTE_ARRAY_BYTES("B", "size of the byte arrays"),
    OTHER_ARRAY_BYTES("B", "size of the other arrays"),
    HEAP_OBJECTS("1", "all live objects of the JVM"),
    HEAP_BYTES("B", "size of all live objects"),
    USED_BYTES("B", "heap in use after a full collection"),

    COLLECTION("1", "number of the requested collection, from 0"),
    WARM_UP("true for the first collection, which is not counted"),
    COLLECTIONS_SEEN("1", "collections that the JVM recorded"),
    PAUSES("1", "pauses that the JVM recorded"),
    PAUSE_MS("ms", "sum of the pauses"),
    LONGEST_PAUSE_MS("ms", "longest pause"),
    CYCLE_MS("ms", "time from the collection's start to its end, concurrent work included"),
    CALL_MS("ms", "time of the call that requested the collection"),
    CONCURRENT_MS("ms", "sum of the concurrent phases"),
    STALLS("1", "times that a thread waited for memory"),
    STALL_MS("ms", "sum of these waits"),
    LONGEST_STALL_MS("ms", "longest of these waits"),

    GC_CPU_MS("ms", "processor time of garbage collection, by the best source"),
    GC_CPU_SOURCE("source of gc_cpu_ms: JVM, Linux, or not available here"),
    GC_CPU_JVM_MS("ms", "processor time of garbage collection, by the JVM"),
    GC_CPU_LINUX_MS("ms", "the same, by Linux's account of the threads"),
    GC_CPU_REST_MS("ms", "the same, as the process's time less the other threads'"),
    GC_BEANS_MS("ms", "elapsed time of collections, by the JVM's beans"),
    VM_THREAD_CPU_MS("ms", "processor time of the JVM's own thread of operations"),
    COMPILER_CPU_MS("ms", "processor time of the compilers' threads"),
    MUTATOR_CPU_MS("ms", "processor time of the inserting thread"),
    PROCESS_CPU_MS("ms", "processor time of the whole process"),

    PASS("1", "number of the pass over the stacks, from 0"),
    STACKS("1", "stacks inserted in the time that the row is about"),
    INSERT_CPU_MS("ms", "processor time of inserting them"),
    INSERT_MS("ms", "elapsed time of inserting them"),
    FRAMES("1", "frames of all inserted stacks"),
    READ_MS("ms", "elapsed time of reading and inserting the profile"),
    ITERATE_CPU_MS("ms", "processor time of one iteration over all trees"),

    ENDED_BY("why the measurement of a window ended: time, heap, too few collections, or heap not filled once"),
    MEASURED_MS("ms", "elapsed time of the measurement"),
    INSERTED_NODES("1", "nodes inserted meanwhile"),
    ALLOCATED_BYTES("B", "bytes that the inserting thread allocated meanwhile"),
    STEPS("1", "insertions whose latency was recorded"),
    STEP_P50_US("µs", "latency that half of the insertions do not exceed, from the end of one to the end of the next"),
    STEP_P90_US("µs", "the same for 90 % of them"),
    STEP_P99_US("µs", "the same for 99 %"),
    STEP_P99_9_US("µs", "the same for 99.9 %"),
    STEP_P99_99_US("µs", "the same for 99.99 %"),
    STEP_MAX_US("µs", "longest latency of an insertion"),
    HICCUP_P50_US("µs", "delay that half of the wake-ups of an idle thread in the same JVM do not exceed"),
    HICCUP_P90_US("µs", "the same for 90 % of them"),
    HICCUP_P99_US("µs", "the same for 99 %"),
    HICCUP_P99_9_US("µs", "the same for 99.9 %"),
    HICCUP_P99_99_US("µs", "the same for 99.99 %"),
    HICCUP_MAX_US("µs", "longest of these delays"),

    WALL_MS("ms", "elapsed time of the child, from start to end"),
    TIME("time of the trial's start, in UTC"),
    LOAD_BEFORE("1", "load of the machine before the trial"),
    LOAD_AFTER("1", "load of the machine after it"),
    MACHINE_HICCUP_MAX_US("µs", "longest delay of an idle thread outside the child, meanwhile"),
    MACHINE("identity of the machine"),
    CPU("processor"),
    CORES("1", "processors that the JVM may use"),
    MEMORY_BYTES("B", "memory of the machine"),
    SYSTEM("operating system"),
    JDK_BUILD("full version and vendor of the child's JDK"),
    COMMIT("commit of the kit"),
    CODE("fingerprint of the library's code"),
    JVM_FLAGS("all arguments of the child's JVM but those with its own directory"),
    VALUES("1", "other cells of the row that hold a value; fewer such cells show that a column was removed");

    private static final Map<String, Column> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Column::label, Function.identity()));

    private final String unit;
    private final String meaning;

    /** Makes a column with text. */
    Column(String meaning) {
        this("", meaning);
    }

    /** Makes a column with numbers, whose unit is 1 if they are counts or ratios. */
    Column(String unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    /**
     * Returns the column with a name.
     *
     * @param label the name in files and tables: {@code heap_mib}
     * @throws IllegalArgumentException if there is none
     */
    public static Column of(String label) {
        Column column = BY_LABEL.get(label);
        if (column == null) {
            throw new IllegalArgumentException("results have no column " + label + ": see heapwood.lab.plan.Column");
        }
        return column;
    }

    /**
     * Returns whether a column of a file holds text. Columns that are not listed here hold numbers.
     *
     * @param label the column's name
     */
    public static boolean isText(String label) {
        return BY_LABEL.containsKey(label) && BY_LABEL.get(label).unit.isEmpty();
    }

    /** Returns the name in files and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a description of all columns as a table in Markdown, to lie beside files of results. */
    public static String dictionary() {
        List<String> lines = Arrays.stream(values())
                .map(column -> "| `" + column.label() + "` | " + (column.unit.isEmpty() ? "text" : column.unit) + " | "
                        + column.meaning + " |")
                .toList();
        return "The columns of the CSV files in this folder, one row for each result of a trial. Numbers have a unit;"
                + " 1 is a count or a ratio.\n\n| column | unit | meaning |\n| --- | --- | --- |\n"
                + String.join("\n", lines)
                + "\n";
    }

    /** Returns the name in files and tables. */
    @Override
    public String toString() {
        return label();
    }
}
