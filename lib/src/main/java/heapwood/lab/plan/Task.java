package heapwood.lab.plan;

import java.util.Locale;

/** The work that a trial does with its workload. */
public enum Task {
    /** Counts the live objects, by the JVM's class histogram and then by JOL. */
    COUNT(1),
    /** Requests full collections, one after the other, and times them by the JVM's own events. */
    PAUSE(0),
    /** Inserts a real profile's stacks, several times, and counts the last tree's live objects by JOL. */
    INGEST(1),
    /**
     * Moves a sliding window of trees, and measures processor time, pauses and latencies until a number of collections
     * were seen.
     */
    WINDOW(0),
    /** Inserts all stacks into one tree, and reads the processor time as the tree grows. */
    GROW(0),
    /** Measures insertion, iteration, collections and size at one step of the ladder from objects to arrays. */
    CLIMB(1);

    /** The number of entries that counting keeps in the heap for each live object: 0, or 1 for a set of all objects. */
    private final int visits;

    Task(int visits) {
        this.visits = visits;
    }

    /** Returns the bytes of heap that the task itself needs for a number of live objects. */
    long bytesFor(long objects, boolean compressedReferences) {
        return visits * objects * (compressedReferences ? 36 : 72);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
