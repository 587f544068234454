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
                            + " is read.")
    private String event;

    @Option(
            names = "--value",
            paramLabel = "NAME",
            description =
                    "What counts. Of a recording: samples, bytes, nanoseconds, or a field of the event. Of a pprof"
                            + " profile: one of its sample types.")
    private String value;

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
