package heapwood.lab.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * A measurement of full collections of this JVM, by its flight recorder.
 *
 * <p>{@code jdk.GarbageCollection} is one collection. For Serial, Parallel and G1 all of it is a pause; for ZGC and
 * Shenandoah it is a concurrent cycle with a few short pauses. {@code jdk.GCPhasePause} is one pause. Only collections
 * whose cause is {@code System.gc()} count, so that a young collection in between does not.
 */
public final class GcRecording {
    private static final String COLLECTION = "jdk.GarbageCollection";
    private static final String PAUSE = "jdk.GCPhasePause";
    private static final String CALL = "heapwood.FullCollection";
    private static final String CAUSE = "System.gc()";

    private GcRecording() {}

    /**
     * The collections that one call of {@link System#gc} caused.
     *
     * @param number the number of the call, from 0
     * @param collections the number of collections: 2 where Parallel first clears the young generation; 0 where the
     *     collector does nothing
     * @param pauses the number of pauses
     * @param pauseMillis the sum of the pauses, in milliseconds
     * @param longestPauseMillis the longest pause, in milliseconds
     * @param cycleMillis the time of the collections from their start to their end, in milliseconds
     * @param callMillis the time that the caller waited, in milliseconds
     * @param cpu the processor time during the call
     */
    public record Call(
            int number,
            int collections,
            int pauses,
            double pauseMillis,
            double longestPauseMillis,
            double cycleMillis,
            double callMillis,
            CpuUse cpu) {}

    /**
     * Calls {@link System#gc} and returns the recorded collections of each call.
     *
     * @param calls the number of calls
     * @return one element for each call, in order
     * @throws IOException if the recording cannot be written or read
     */
    public static List<Call> ofFullCollections(int calls) throws IOException {
        Path file = Files.createTempFile("heapwood", ".jfr");
        file.toFile().deleteOnExit(); // for a JVM that is ended in the meantime
        try (Recording recording = new Recording()) {
            for (String event : List.of(COLLECTION, PAUSE, CALL)) {
                recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
            }
            recording.start();
            List<CpuUse> cpu = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                CpuUse.Start start = CpuUse.start();
                FullCollection call = new FullCollection();
                call.number = i;
                call.begin();
                System.gc();
                call.commit();
                cpu.add(start.untilNow());
            }
            recording.stop();
            recording.dump(file);
            return read(RecordingFile.readAllEvents(file), cpu);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static List<Call> read(List<RecordedEvent> events, List<CpuUse> cpu) {
        List<RecordedEvent> collections = named(events, COLLECTION).stream()
                .filter(event -> CAUSE.equals(event.getString("cause")))
                .toList();
        List<RecordedEvent> pauses = named(events, PAUSE);
        List<Call> calls = new ArrayList<>();
        for (RecordedEvent call : named(events, CALL)) {
            List<RecordedEvent> during = collections.stream()
                    .filter(collection -> !collection.getStartTime().isBefore(call.getStartTime())
                            && !collection.getStartTime().isAfter(call.getEndTime()))
                    .toList();
            Set<Integer> ids =
                    during.stream().map(collection -> collection.getInt("gcId")).collect(Collectors.toSet());
            List<RecordedEvent> stops = pauses.stream()
                    .filter(pause -> ids.contains(pause.getInt("gcId")))
                    .toList();
            calls.add(new Call(
                    call.getInt("number"),
                    during.size(),
                    stops.size(),
                    stops.stream().mapToDouble(GcRecording::millis).sum(),
                    stops.stream().mapToDouble(GcRecording::millis).max().orElse(0),
                    during.stream().mapToDouble(GcRecording::millis).sum(),
                    millis(call),
                    cpu.get(call.getInt("number"))));
        }
        calls.sort(Comparator.comparingInt(Call::number));
        return calls;
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    private static double millis(RecordedEvent event) {
        return event.getDuration().toNanos() / 1e6;
    }

    /** An event that spans one call, by which collections are assigned to calls. */
    @Name(CALL)
    @StackTrace(false)
    private static final class FullCollection extends Event {
        int number;
    }
}
