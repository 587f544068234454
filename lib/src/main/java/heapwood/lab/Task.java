package heapwood.lab;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a trial does with its workload. */
public enum Task {
    /** Counts its live objects, by the JVM's class histogram and then by JOL. */
    COUNT(1) {
        @Override
        List<Map<String, Object>> run(Workload workload, int collections) {
            return CountTask.run(workload);
        }
    },
    /** Asks for full collections, one after the other, and times them by the JVM's own events. */
    PAUSE(0) {
        @Override
        List<Map<String, Object>> run(Workload workload, int collections) {
            return PauseTask.run(workload, collections);
        }
    },
    /** Inserts a real profile's stacks, several times over, and counts the last tree's live objects by JOL. */
    INGEST(1) {
        @Override
        List<Map<String, Object>> run(Workload workload, int collections) {
            return IngestTask.run((RealProfile) workload, collections);
        }
    },
    /** Keeps a window of trees sliding, and measures processor time, pauses and latencies until so many collections were seen. */
    WINDOW(0) {
        @Override
        List<Map<String, Object>> run(Workload workload, int collections) {
            return WindowTask.run((Window) workload, collections);
        }
    },
    /** Inserts all stacks into one tree, and reads the processor's time as the tree grows. */
    GROW(0) {
        @Override
        List<Map<String, Object>> run(Workload workload, int collections) {
            return GrowTask.run(workload, collections);
        }
    },
    /** Measures all there is to know at one step of the ladder from objects to arrays. */
    CLIMB(1) {
        @Override
        List<Map<String, Object>> run(Workload workload, int collections) {
            return ClimbTask.run((Climb) workload, collections);
        }
    };

    /** The share of each live object's visit that counting keeps in the heap: none, or a set of all objects. */
    private final int visits;

    Task(int visits) {
        this.visits = visits;
    }

    /** Runs in the child. Each map is a row's measured columns. */
    abstract List<Map<String, Object>> run(Workload workload, int collections);

    /** What the task itself needs in the heap, in bytes, for so many live objects. */
    long bytesFor(long objects, boolean compressedReferences) {
        return visits * objects * (compressedReferences ? 36 : 72);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
