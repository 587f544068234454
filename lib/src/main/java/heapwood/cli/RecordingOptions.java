package heapwood.cli;

import heapwood.profile.ProfileReader;
import heapwood.profile.RecordingFilter;
import heapwood.profile.RecordingTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose the part of a recording that is read. */
final class RecordingOptions {
    @Option(
            names = "--list-events",
            description = "Of a recording: list the types of events that it has, with their counts, and read none.")
    private boolean list;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "Of a recording: read the events that start at a time or later: 90s, 1m30s or 500ms after the recording's"
                            + " start, -30s before its end, or 2026-11-25T14:30:00Z (without a zone, this system's).")
    private RecordingTime since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Of a recording: read the events that start before a time.")
    private RecordingTime until;

    @Option(
            names = "--thread",
            paramLabel = "RE",
            converter = AnswerOptions.RegularExpression.class,
            description =
                    "Of a recording: read the events of threads whose name a regular expression finds something in.")
    private Pattern thread;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description =
                    "Of a recording: read the events of threads in one of these states, such as runnable or sleeping.")
    private List<String> states = List.of();

    @Option(
            names = "--salvage",
            description =
                    "Of a recording that is cut short, damaged or was never finished: read the parts that are whole, and say"
                            + " how much is left out.")
    private boolean salvage;

    /** Returns whether the command only lists the types of events. */
    boolean lists() {
        return list;
    }

    /** Applies these options to a reader, and returns it. */
    ProfileReader applyTo(ProfileReader reader) {
        return reader.salvage(salvage).only(new RecordingFilter(since, until, thread, Set.copyOf(states)));
    }

    /** The converter of a time in a recording, with an error message of one line. */
    static final class Time implements ITypeConverter<RecordingTime> {
        @Override
        public RecordingTime convert(String value) {
            try {
                return RecordingTime.parse(value);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
