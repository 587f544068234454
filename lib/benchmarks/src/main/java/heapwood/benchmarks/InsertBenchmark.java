package heapwood.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One operation is a workload's trees, made and filled. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class InsertBenchmark {
    @Param("HEADLINE")
    public String workload;

    @Param("COMPACT")
    public String tree;

    private Workload.Keys keys;
    private Supplier<Inserter> trees;

    @Setup
    public void load() throws IOException {
        keys = Workload.valueOf(workload).load();
        trees = Contestant.valueOf(tree).trees();
    }

    @Benchmark
    public Object insert() {
        return keys.insertInto(trees);
    }
}
