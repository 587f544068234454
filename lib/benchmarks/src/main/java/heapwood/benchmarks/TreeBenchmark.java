package heapwood.benchmarks;

import heapwood.lab.LiveObjects;
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

/** One operation is a row's work, done once by a column's tree. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TreeBenchmark {
    /** The name of the result that is not by the clock: the working thread's processor time, in milliseconds. */
    static final String PROCESSOR = "processorMillis";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Param("HEADLINE")
    public String work;

    @Param("COMPACT")
    public String tree;

    @Param("200")
    public int chains;

    /** For how many seconds the operation is done before JMH begins to count: small ones take a hundred passes until they are compiled well. */
    @Param("3")
    public int warmUp;

    private Supplier<?> prepared;

    /** A tree's objects and bytes; zero where no operation went before, or none makes one tree. */
    private LiveObjects size = new LiveObjects(0, 0);

    private long nodes;

    /** What the operation returned last. */
    private Object last;

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

    /** Whether nothing is ever collected, and half of the heap is used. */
    private static boolean heapRunsOut() {
        boolean epsilon = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .anyMatch(collector -> collector.getName().startsWith("Epsilon"));
        Runtime runtime = Runtime.getRuntime();
        return epsilon && runtime.totalMemory() - runtime.freeMemory() > runtime.maxMemory() / 2;
    }

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

    /** What is measured beside the clock: the working thread's processor time, without collections, and the tree's size. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Beside {
        public double processorMillis;
        public double objects;
        public double bytes;
        public double nodes;
    }
}
