package heapwood.profile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in a recording: a duration after its start, a duration before its end, or a date and time.
 *
 * @param text the time as it was written
 * @param base the origin from which the time is counted
 * @param nanos the nanoseconds after the start, before the end, or since 1970
 */
public record RecordingTime(String text, Base base, long nanos) {
    private static final Pattern SPAN = Pattern.compile("(-?)((?:\\d+(?:\\.\\d+)?(?:ms|s|m|h))+)");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

    /** The origin from which a time is counted. */
    public enum Base {
        START,
        END,
        EPOCH
    }

    /**
     * Parses a time: {@code 90s}, {@code 1m30s}, {@code 500ms} or {@code 2h} after the start; with a minus sign, before the end; or
     * a date and time such as {@code 2026-11-25T14:30:00Z}. A date and time without a zone is in this system's zone.
     *
     * @param text the text to parse
     * @return the time
     * @throws DateTimeParseException if the text is not a time
     */
    public static RecordingTime parse(String text) {
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            double seconds = 0;
            Matcher part = PART.matcher(span.group(2));
            while (part.find()) {
                seconds += Double.parseDouble(part.group(1))
                        * switch (part.group(2)) {
                            case "ms" -> 1e-3;
                            case "s" -> 1;
                            case "m" -> 60;
                            default -> 3_600;
                        };
            }
            return new RecordingTime(text, span.group(1).isEmpty() ? Base.START : Base.END, Math.round(seconds * 1e9));
        }
        try {
            return new RecordingTime(text, Base.EPOCH, ChronoUnit.NANOS.between(Instant.EPOCH, instant(text)));
        } catch (ArithmeticException e) {
            throw new DateTimeParseException("\"" + text + "\" is too far from today", text, 0, e);
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            try {
                return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
            } catch (DateTimeException f) {
                throw new DateTimeParseException(
                        "\"" + text
                                + "\" is no time: write 90s, 1m30s or 500ms after the recording's start, -30s before its"
                                + " end, or 2026-11-25T14:30:00Z",
                        text,
                        0,
                        f);
            }
        }
    }

    /**
     * Returns this time in nanoseconds since 1970.
     *
     * @param start the recording's start, in nanoseconds since 1970
     * @param end the recording's end, in nanoseconds since 1970
     */
    long in(long start, long end) {
        return switch (base) {
            case START -> start + nanos;
            case END -> end - nanos;
            case EPOCH -> nanos;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
