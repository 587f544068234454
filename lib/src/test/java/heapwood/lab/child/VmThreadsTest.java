package heapwood.lab.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import heapwood.lab.child.VmThreads.NamedTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VmThreadsTest {
    @Test
    void theThreadsOfEachCollectorAreKnownByTheirWholeNamesAndByThoseThatLinuxCuts() {
        List<String> collecting = List.of(
                "GC Thread#0",
                "GC Thread#12",
                "G1 Conc#0",
                "G1 Main Marker",
                "G1 Refine#0",
                "G1 Service",
                "ZDriver",
                "ZDriverMinor",
                "ZDriverMajor",
                "ZWorker#0",
                "ZWorkerYoung#0",
                "ZWorkerOld#1",
                "ZDirector",
                "ZStat",
                "ZUncommitter#0",
                "ZUnmapper",
                "RuntimeWorker#1",
                "Shenandoah Control Thread",
                "Shenandoah Cont",
                "Shenandoah GC Threads#0",
                "Shenandoah GC T");
        for (String name : collecting) {
            assertEquals(new VmThreads(7, 0, 0), VmThreads.of(List.of(new NamedTime(name, 7))), name);
        }
    }

    @Test
    void compilersAndTheVmsOwnThreadAreToldApartAndTheRestIsNobodys() {
        Stream<String> names = Stream.of(
                "VM Thread",
                "C1 CompilerThread0",
                "C1 CompilerThre",
                "C2 CompilerThread1",
                "VM Periodic Task Thread",
                "main",
                "Sweeper thread",
                "Monitor Deflati",
                "Service Thread");
        VmThreads sums = VmThreads.of(names.map(name -> new NamedTime(name, 5)).toList());
        assertEquals(new VmThreads(0, 5, 15), sums);
        assertEquals(5, sums.collector());
    }

    @Test
    void onLinuxACollectionCostsProcessorTimeByItsAccount() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")));
        byte[][] live = Stream.generate(() -> new byte[100]).limit(300_000).toArray(byte[][]::new);
        CpuUse.Start start = CpuUse.start();
        System.gc();
        CpuUse use = start.untilNow();
        assertEquals(300_000, live.length);
        assertTrue(use.bySystem() > 0, use::toString);
        assertTrue(use.collectorMillis() > 0, use::toString);
        assertFalse(use.byDifference() < 0, use::toString);
        assertEquals(VmThreads.byJvm().isPresent() ? "JVM" : "Linux", use.source());
    }

    @Test
    void whereNoSourceIsThereNothingIsClaimed() {
        CpuUse none = new CpuUse(1, Double.NaN, Double.NaN, 0, Double.NaN, Double.NaN);
        assertEquals("not available here", none.source());
        assertTrue(Double.isNaN(none.collectorMillis()));
    }
}
