package heapwood.cli;

import com.sun.management.ThreadMXBean;
import heapwood.lab.child.GcRecording;
import heapwood.lab.child.LiveObjects;
import heapwood.profile.Quantity;
import heapwood.tree.StackTree;
import heapwood.workload.Schedule;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "assignment",
        header = "Does what the original program does: allocates trees and counts objects.",
        description = {
            "One simple tree first; then for each step i = 10, 11, ... 99 the trees of width 20 i and depth 50 i, which are"
                    + " kept. Stops before a step that the heap cannot hold: a step of 100 trees makes 100,000 i^2 nodes.",
            "",
            "objects allocated: how many more lie on the heap than before, garbage included, as the original counts."
                    + " Garbage that a collection took on the way is in neither's figure. Java keeps no count of"
                    + " allocations, so the JVM walks its heap, and classes that trees are not made of are left out;"
                    + " arrays of bytes and ints include a few of the JVM's own. Not known under ZGC and Shenandoah.",
            "",
            "The original's figures are larger for the same trees because its insert splits and copies the whole key"
                    + " each time, and its generator makes strings; how much of that garbage is counted depends on when"
                    + " Go last collected. For one simple tree it prints 9: it leaves out the tree and its root, which Go keeps"
                    + " on the stack, counts short names that share a block once, and includes the split key. Here they are"
                    + " 12, one of which is the key.",
            "",
            "objects live: what is reachable from the trees, each object once, counted by walking every reference (JOL)."
                    + " The same in every JVM; its bytes depend on collector and flags. Compact trees are counted from"
                    + " the forest that holds them.",
            "",
            "bytes allocated: all that the generating thread allocated, by the JVM's own count.",
            "",
            "full collection: one System.gc() after the step, all trees kept, timed by the JVM's flight recorder. A"
                    + " collector that works beside the program has a cycle that is longer than its pauses. Counting live"
                    + " objects marks each one, which can make the collections of later steps a little slower.",
            ""
        })
final class AssignmentCommand implements Callable<Integer> {
    private static final int STEPS = Schedule.LAST - Schedule.FIRST + 1;

    /** The number of simple trees that are made and counted; with so many, the JVM's own few objects do not change the mean. */
    private static final int SIMPLE_TREES = 1_000;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1",
            description = "Steps of the schedule, from 1 to " + STEPS + " (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--trees",
            paramLabel = "N",
            defaultValue = "" + Schedule.TREES,
            description = "Trees in each step (default: ${DEFAULT-VALUE}, the original's).")
    private int trees;

    @Mixin
    private TreeOption tree;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;
    private LiveTrees liveTrees;

    @Override
    public Integer call() throws IOException {
        if (steps < 1 || steps > STEPS) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "the number of steps must be from 1 to " + STEPS + ": " + steps);
        }
        List<Schedule.Step> schedule = IntStream.range(0, steps)
                .mapToObj(i -> CommandFailure.checked(
                        () -> Schedule.step(Schedule.FIRST + i).withTrees(trees)))
                .toList();
        out = spec.commandLine().getOut();
        liveTrees = new LiveTrees(tree.kind());
        out.println("1. allocates one simple tree");
        simpleTree();
        out.println("2. measures GC time as a function of number of objects on heap");
        HeapGuard guard = HeapGuard.ofThisJvm(tree.kind());
        TreeGenerator generator = new TreeGenerator(Schedule.SEED);
        List<StackTree> kept = new ArrayList<>();
        for (Schedule.Step step : schedule) {
            guard.check(step, ownCommand());
            guard.hold(step(step, generator, kept).bytes());
        }
        Reference.reachabilityFence(kept);
        return ExitCode.OK;
    }

    private void simpleTree() {
        System.gc();
        OptionalLong before = HeapObjects.now();
        List<StackTree> made = Stream.generate(() -> LiveTrees.simpleTree(tree.kind()))
                .limit(SIMPLE_TREES)
                .toList();
        OptionalLong after = HeapObjects.now();
        printAllocated(before, after, SIMPLE_TREES);
        out.printf("  * objects live: %d%n", liveTrees.ownOf(made.get(0)).objects());
        if (tree.kind() == TreeKind.REFERENCE) {
            out.println("    (the original prints 9 here; --help says why)");
        }
    }

    private LiveObjects step(Schedule.Step step, TreeGenerator generator, List<StackTree> kept) throws IOException {
        out.printf("allocating %d trees with %s%n", step.trees(), step.shape());
        System.gc();
        OptionalLong before = HeapObjects.now();
        long bytesBefore = allocatedBytes();
        List<StackTree> made = tree.kind().newTrees(step.trees());
        kept.addAll(made);
        double keys = (double) step.shape().insertCount() * step.trees();
        try (Progress progress = new Progress(spec.commandLine().getErr(), "keys inserted", keys)) {
            for (StackTree each : made) {
                generator.insertEveryPrefix(progress.counting(each), step.shape());
            }
        }
        long bytes = allocatedBytes() - bytesBefore;
        printAllocated(before, HeapObjects.now(), 1);
        GcRecording.Call collection = GcRecording.ofFullCollections(1).get(0);
        LiveObjects live = liveTrees.of(made);
        out.printf("  * objects live: %d%n", live.objects());
        if (tree.kind() == TreeKind.REFERENCE && step.equals(Schedule.step(Schedule.FIRST))) {
            out.println("    (the original prints 39166322 here, of which 29980636 are live; --help says why)");
        }
        out.printf("  * bytes allocated: %d%n", bytes);
        out.printf("  * bytes live: %d (%.1f per node)%n", live.bytes(), (double) live.bytes() / step.nodeCount());
        out.printf("  * full collection: %s%n", description(collection));
        return live;
    }

    private void printAllocated(OptionalLong before, OptionalLong after, int times) {
        if (before.isPresent() && after.isPresent()) {
            long each = Math.round((double) (after.getAsLong() - before.getAsLong()) / times);
            out.printf("  * objects allocated: %d%n", each);
        } else {
            out.println("  * objects allocated: not known with this collector");
        }
    }

    private static String description(GcRecording.Call collection) {
        if (collection.collections() == 0) {
            return "none, System.gc() does nothing in this JVM";
        }
        String pause = Quantity.millis(collection.pauseMillis()) + " pause";
        return collection.cycleMillis() > 2 * collection.pauseMillis()
                ? Quantity.millis(collection.cycleMillis()) + " cycle, " + pause
                : pause;
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Returns the arguments of {@code java} that run this command again. */
    private String ownCommand() {
        String[] started = System.getProperty("sun.java.command", "").split(" ", 2);
        String program = started[0].endsWith(".jar") ? "-jar " + started[0] : "-jar lib/target/heapwood.jar";
        return program + " "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }
}
