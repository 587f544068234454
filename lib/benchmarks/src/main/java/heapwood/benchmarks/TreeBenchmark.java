package heapwood.benchmarks;

import heapwood.lab.child.LiveObjects;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The JMH benchmark: one operation is one work, done once by one contestant. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TreeBenchmark {
    /** The name of the result for the working thread's processor time, in milliseconds. */
    static final String PROCESSOR = "processorMillis";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The name of the {@link Work}. */
    @Param("HEADLINE")
    public String work;

    /** The name of the {@link Contestant}. */
    @Param("COMPACT")
    public String tree;

    /** The number of paths to generate, for generated keys. */
    @Param("200")
    public int chains;

    /**
     * The seconds of operations before JMH starts to count. Small operations need a hundred passes until they are compiled well.
     */
    @Param("3")
    public int warmUp;

    private Supplier<?> prepared;

    /** The objects and bytes of a tree; zero if there was no operation before, or it does not make one tree. */
    private LiveObjects size = new LiveObjects(0, 0);

    private long nodes;

    /** The result of the last operation. */
    private Object last;

    /**
     * Loads the keys, does the operation for {@link #warmUp} seconds, and counts a tree's objects.
     *
     * @throws IOException if the keys cannot be read
     */
    @Setup
    public void load() throws IOException {
        Work row = Work.valueOf(work);
        prepared = row.prepare(Contestant.valueOf(tree), chains);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUp);
        while (System.nanoTime() < end && !heapRunsOut()) {
            last = prepared.get();
        }
        last = null;
        if (warmUp > 0 && row.makesOneTree()) {
            LiveObjects before = LiveObjects.inThisJvm();
            last = prepared.get();
            size = LiveObjects.inThisJvm().minus(before);
            last = null;
            nodes = row.tree(Contestant.COMPACT, chains).nodeCount();
        }
    }

    /** Returns whether the collector never frees memory (Epsilon) and half of the heap is used. */
    private static boolean heapRunsOut() {
        boolean epsilon = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .anyMatch(collector -> collector.getName().startsWith("Epsilon"));
        Runtime runtime = Runtime.getRuntime();
        return epsilon && runtime.totalMemory() - runtime.freeMemory() > runtime.maxMemory() / 2;
    }

    /**
     * Does the operation once.
     *
     * @param beside the results beside the elapsed time, set by this method
     * @return the result of the operation
     */
    @Benchmark
    public Object run(Beside beside) {
        long before = THREADS.getCurrentThreadCpuTime();
        Object result = prepared.get();
        beside.processorMillis = (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
        beside.objects = size.objects();
        beside.bytes = size.bytes();
        beside.nodes = nodes;
        return result;
    }

    /** The results beside the elapsed time: the working thread's processor time, without collections, and the tree's size. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Beside {
        /** The processor time of the working thread, in milliseconds. */
        public double processorMillis;
        /** The live objects of the tree. */
        public double objects;
        /** The bytes of these objects. */
        public double bytes;
        /** The nodes of the tree. */
        public double nodes;
    }
}
