package heapwood.cli;

import heapwood.profile.ProfileReader;
import picocli.CommandLine.Option;

/** The options that say what is read of a profile that has several things. */
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
                            + " profile: one of its sample types.")
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

    @Option(names = "--lines", description = "Of a recording or pprof profile: keep line numbers in frames.")
    private boolean lines;

    @Option(
            names = "--label",
            paramLabel = "KEY",
            description = "Of a pprof profile: put each stack under a frame for its value of a label.")
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

    /** Returns whether each kind of event is to be read in turn. */
    boolean isEach() {
        return "all".equals(event);
    }

    /** Chooses an event in place of the one given. */
    void choose(String kind) {
        event = kind;
    }

    /** Returns whether something is chosen for the other side of a comparison. */
    boolean isForOther() {
        return otherEvent != null || otherValue != null;
    }

    /** Returns whether the other side of a comparison may have another event. */
    boolean hasOtherEvent() {
        return otherEvent != null;
    }

    /** Returns a reader for the other side of a comparison; what is not chosen for it is as on the first, where its format has it. */
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
                .allFrames(allFrames)
                .limit(limit);
    }
}
