package heapwood.cli;

import heapwood.profile.CollapsedReader;
import heapwood.profile.Format;
import heapwood.profile.ProfileReader;
import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose what is read from a profile that contains several events or values. */
final class ChoiceOptions {
    @Option(
            names = "--event",
            paramLabel = "NAME",
            description =
                    "Of a recording: cpu, wall, alloc, lock, or a type of event, such as jdk.FileRead (default: the"
                            + " first of the four that it has). Of two types that tell the same, the more exact one"
                            + " is read. all: each of the four that it has, in turn; files get its name before their end.")
    private String event;

    @Option(
            names = "--value",
            paramLabel = "NAME",
            description =
                    "What counts. Of a recording: samples, bytes, nanoseconds, or a field of the event. Of a pprof"
                            + " profile: one of its sample types. Of OTLP profiles: a unit of theirs.")
    private String value;

    @Option(
            names = "--diff-event",
            paramLabel = "NAME",
            description = "With --diff: which event OTHER is read for, if not the same.")
    private String otherEvent;

    @Option(
            names = "--diff-value",
            paramLabel = "NAME",
            description = "With --diff: what counts in OTHER, if not the same.")
    private String otherValue;

    @Option(names = "--threads", description = "Of a recording: put each stack under a frame for its thread.")
    private boolean threads;

    @Option(
            names = "--classes",
            description = "Of a recording: put a frame on each stack for the class that was allocated or locked.")
    private boolean classes;

    @Option(names = "--lines", description = "Of a recording, pprof or OTLP profile: keep line numbers in frames.")
    private boolean lines;

    @Option(
            names = "--label",
            paramLabel = "KEY",
            description =
                    "Of a pprof or OTLP profile: put each stack under a frame for its value of a label or attribute.")
    private String label;

    @Option(
            names = "--all-frames",
            description = "Of a pprof profile: keep the frames that it asks to leave out (drop_frames).")
    private boolean allFrames;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000000000",
            description =
                    "How many frames a file's stacks may have together, and a hundredth of it in one stack, before it is"
                            + " refused: a small file can ask for more than any memory holds (default: ${DEFAULT-VALUE}).")
    private long limit;

    @Option(
            names = "--column",
            paramLabel = "WHICH",
            converter = ColumnName.class,
            description =
                    "Of collapsed stacks with two counts a line, which are read as a difference: before, after, or last, where the"
                            + " number before the last belongs to the frame.")
    private CollapsedReader.Column column;

    @Option(
            names = "--scale",
            paramLabel = "N",
            converter = Factor.class,
            description = "Of collapsed stacks: multiply the counts with a number, so that fractions become whole.")
    private BigDecimal scale;

    /** Returns whether {@code --event all} is given: each kind of event is read in turn. */
    boolean isEach() {
        return "all".equals(event);
    }

    /** Replaces the given event by another one. */
    void choose(String kind) {
        event = kind;
    }

    /** Returns whether an event or a value is given for the other side of a comparison. */
    boolean isForOther() {
        return otherEvent != null || otherValue != null;
    }

    /**
     * Returns whether another quantity is chosen for the other side of a comparison.
     *
     * @param format the other side's format: the quantity is the event of a recording, and the value of any other profile
     */
    boolean hasOther(Format format) {
        return format == Format.JFR ? otherEvent != null : isForOther();
    }

    /**
     * Returns a reader for the other side of a comparison. Options without a choice of their own for that side are as on the first
     * side, where the other side's format has them.
     */
    ProfileReader readerOfOther() {
        ProfileReader reader = reader();
        if (otherEvent != null) {
            reader.event(otherEvent).value(otherValue);
        } else if (otherValue != null) {
            reader.value(otherValue);
        }
        return isForOther() ? reader : reader.choiceIsOptional(true);
    }

    ProfileReader reader() {
        return new ProfileReader()
                .event(event)
                .value(value)
                .threads(threads)
                .classes(classes)
                .lines(lines)
                .label(label)
                .column(column)
                .scale(scale)
                .allFrames(allFrames)
                .limit(limit);
    }

    /** The converter of a column's name in lower case. */
    static final class ColumnName implements ITypeConverter<CollapsedReader.Column> {
        @Override
        public CollapsedReader.Column convert(String value) {
            return switch (value) {
                case "before" -> CollapsedReader.Column.BEFORE;
                case "after" -> CollapsedReader.Column.AFTER;
                case "last" -> CollapsedReader.Column.LAST;
                default -> throw new TypeConversionException("\"" + value + "\" is none of before, after, last");
            };
        }
    }

    /** The converter of a positive decimal number, with an error message of one line. */
    static final class Factor implements ITypeConverter<BigDecimal> {
        @Override
        public BigDecimal convert(String value) {
            BigDecimal factor;
            try {
                factor = new BigDecimal(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("\"" + value + "\" is no number");
            }
            if (factor.signum() <= 0) {
                throw new TypeConversionException("it must be more than 0, not " + value);
            }
            return factor;
        }
    }
}
