package heapwood.lab.child;

import heapwood.lab.plan.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A recording of the collector's work during a span of time, by the JVM's flight recorder. */
final class GcSpan implements AutoCloseable {
    private static final String COLLECTION = "jdk.GarbageCollection";
    private static final String PAUSE = "jdk.GCPhasePause";
    private static final String CONCURRENT = "jdk.GCPhaseConcurrent";
    private static final String STALL = "jdk.ZAllocationStall";

    private final Recording recording = new Recording();

    /** Starts recording. Takes a few tenths of a second in a JVM that has not recorded before. */
    GcSpan() {
        for (String event : List.of(COLLECTION, PAUSE, CONCURRENT, STALL)) {
            recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
        }
        recording.start();
    }

    /**
     * The sums over a span.
     *
     * @param collections the number of finished collections, young ones included
     * @param pauses the number of pauses
     * @param pauseMillis the sum of the pauses, in milliseconds
     * @param longestPauseMillis the longest pause, in milliseconds
     * @param concurrentMillis the elapsed time of concurrent collection work, in milliseconds
     * @param stalls the number of times that a thread of the program had to wait for free memory; only ZGC reports it
     * @param stallMillis the sum of the stalls, in milliseconds
     * @param longestStallMillis the longest stall, in milliseconds
     */
    record Summary(
            int collections,
            int pauses,
            double pauseMillis,
            double longestPauseMillis,
            double concurrentMillis,
            int stalls,
            double stallMillis,
            double longestStallMillis) {

        void describe(Map<Column, Object> row) {
            row.put(Column.COLLECTIONS_SEEN, collections);
            row.put(Column.PAUSES, pauses);
            row.put(Column.PAUSE_MS, pauseMillis);
            row.put(Column.LONGEST_PAUSE_MS, longestPauseMillis);
            row.put(Column.CONCURRENT_MS, concurrentMillis);
            row.put(Column.STALLS, stalls);
            row.put(Column.STALL_MS, stallMillis);
            row.put(Column.LONGEST_STALL_MS, longestStallMillis);
        }
    }

    /** Ends the span. */
    void stop() {
        recording.stop();
    }

    /**
     * Returns the sums over the span, after its end.
     *
     * @throws IOException if the recording cannot be written or read
     */
    Summary read() throws IOException {
        Path file = Files.createTempFile("heapwood", ".jfr");
        file.toFile().deleteOnExit(); // for a JVM that is ended in the meantime
        try {
            recording.dump(file);
            return summary(RecordingFile.readAllEvents(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Summary summary(List<RecordedEvent> events) {
        double[] pauses = millis(events, PAUSE);
        double[] stalls = millis(events, STALL);
        return new Summary(
                millis(events, COLLECTION).length,
                pauses.length,
                sum(pauses),
                max(pauses),
                covered(events.stream()
                                .filter(event -> event.getEventType().getName().equals(CONCURRENT))
                                .map(event -> new Phase(event.getStartTime(), event.getEndTime()))
                                .toList())
                        / 1e6,
                stalls.length,
                sum(stalls),
                max(stalls));
    }

    /** A phase, from its start to its end. */
    record Phase(Instant start, Instant end) {}

    /**
     * Returns the time, in nanoseconds, that at least one of the phases covers. Shenandoah reports phases inside
     * phases, and ZGC two cycles at once.
     */
    static long covered(List<Phase> phases) {
        long covered = 0;
        Instant reached = Instant.MIN;
        for (Phase phase :
                phases.stream().sorted(Comparator.comparing(Phase::start)).toList()) {
            Instant from = phase.start.isAfter(reached) ? phase.start : reached;
            if (phase.end.isAfter(from)) {
                covered += Duration.between(from, phase.end).toNanos();
                reached = phase.end;
            }
        }
        return covered;
    }

    private static double[] millis(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .mapToDouble(event -> event.getDuration().toNanos() / 1e6)
                .toArray();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    @Override
    public void close() {
        recording.close();
    }
}
