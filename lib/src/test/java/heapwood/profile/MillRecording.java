package heapwood.profile;

import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Frequency;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Recording;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.Unsigned;

/** Writes a recording of this JVM with events of its own and none of the usual ones. */
public final class MillRecording {
    private MillRecording() {}

    /** An event with a field of each sort. */
    @Name("mill.Grind")
    static final class Grind extends Event {
        long grains;

        @Timespan(Timespan.MILLISECONDS)
        long pause;

        @DataAmount
        int mass;

        @Unsigned
        short stones;

        byte sacks;
        long millId;
        boolean wet;
        char grade;
        double speed;
        String miller;

        @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
        long until;

        @MemoryAddress
        long place;

        @Percentage
        int share;

        @Frequency
        long turns;
    }

    /** Each event has the same number in all its fields. */
    public static void write(Path file, long... numbers) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable(Grind.class).withStackTrace();
            recording.start();
            for (long number : numbers) {
                grind(number);
            }
            recording.stop();
            recording.dump(file);
        }
    }

    private static void grind(long number) {
        Grind event = new Grind();
        event.grains = number;
        event.pause = number;
        event.mass = (int) number;
        event.stones = (short) number;
        event.sacks = (byte) number;
        event.millId = number;
        event.until = number;
        event.place = number;
        event.share = (int) number;
        event.turns = number;
        event.commit();
    }
}
