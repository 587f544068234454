package heapwood.profile;

import heapwood.tree.FrozenTree;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A reader of profiles into trees: collapsed stacks, a JFR recording, a pprof profile, OTLP profiles or a frozen tree, plain or
 * compressed with gzip, xz or zstd. The format is recognized by the content; the name has no effect.
 *
 * <pre>{@code
 * CompactTree tree = new CompactTree();
 * ProfileSummary read = new ProfileReader().event("alloc").read(Path.of("app.jfr"), tree);
 * }</pre>
 *
 * <p>Memory is the tree's and that of a profile's distinct names, not the file's. A recording, pprof or OTLP profile that comes
 * from a stream or is compressed is copied, since these formats cannot be read in one pass: to a temporary file if it is longer than
 * 64 KB.
 *
 * <p>A reader may be used repeatedly, by one thread at a time.
 */
public final class ProfileReader {
    private boolean skipMalformed;
    private long limit = FrameLimit.USUAL;
    private boolean salvage;
    private boolean choiceIsOptional;
    private RecordingFilter filter = RecordingFilter.ALL;
    private boolean allFrames;
    private CollapsedReader.Progress progress = (read, size) -> {};
    private Supplier<StackTree> newAfter;
    private CollapsedReader.Column column;
    private BigDecimal scale;
    private Choice choice = new Choice(null, null, null, false, false, false);

    /**
     * The choices for a profile with several kinds of data.
     *
     * @param event the event; null for the default
     * @param value the value; null for the default
     * @param label the label's key; null for none
     * @param threads whether a recording's stacks begin with a frame for their thread
     * @param classes whether a recording's stacks end with a frame for the class that was allocated or locked
     * @param lines whether frames' names end with line numbers
     */
    record Choice(String event, String value, String label, boolean threads, boolean classes, boolean lines) {
        boolean isNone() {
            return event == null && value == null && label == null && !threads && !classes;
        }
    }

    /**
     * Chooses the events of a recording: {@code cpu}, {@code wall}, {@code alloc} or {@code lock}, or the full name of any type
     * with stacks, such as {@code jdk.FileRead}. The default is the first of the four that the recording has. If it has one of them
     * in two ways (allocations by every buffer and by samples, or execution by two clocks), the more exact one is read, and {@link
     * ProfileSummary#others} lists the other. For OTLP profiles it is the type of the profiles read; the default is that of the
     * first profile.
     *
     * @param name the name; null for the default
     * @return this
     */
    public ProfileReader event(String name) {
        choice = new Choice(name, choice.value, choice.label, choice.threads, choice.classes, choice.lines);
        return this;
    }

    /**
     * Chooses the value that is counted. For a recording it is {@code samples}, {@code bytes}, {@code nanoseconds} or any of the
     * event's fields that is a number; the default is bytes for allocations, nanoseconds for locks, and samples otherwise. For a
     * pprof profile it is one of its sample types; the default is the profile's own, or else the last. For OTLP profiles it is the
     * unit of the profiles read.
     *
     * @param name the name; null for the default
     * @return this
     */
    public ProfileReader value(String name) {
        choice = new Choice(choice.event, name, choice.label, choice.threads, choice.classes, choice.lines);
        return this;
    }

    /**
     * Chooses a label of pprof samples, or an attribute of OTLP samples, of their profile or its resource, whose value becomes the
     * outermost frame: {@code [user=7]}. By default labels are ignored.
     *
     * @param key the label's or attribute's key; null for none
     * @return this
     */
    public ProfileReader label(String key) {
        choice = new Choice(choice.event, choice.value, key, choice.threads, choice.classes, choice.lines);
        return this;
    }

    /**
     * Sets whether a recording's stacks begin with a frame for their thread, {@code [main]}. By default they do not.
     *
     * @param asRoots true to add the frame
     * @return this
     */
    public ProfileReader threads(boolean asRoots) {
        choice = new Choice(choice.event, choice.value, choice.label, asRoots, choice.classes, choice.lines);
        return this;
    }

    /**
     * Sets whether a recording's stacks end with a frame for the class that was allocated or locked. By default they do not.
     *
     * @param asLeaves true to add the frame
     * @return this
     */
    public ProfileReader classes(boolean asLeaves) {
        choice = new Choice(choice.event, choice.value, choice.label, choice.threads, asLeaves, choice.lines);
        return this;
    }

    /**
     * Sets whether frames of recordings and pprof profiles include their line number: {@code Main.run:17}. By default they do not.
     *
     * @param inNames true to include the line number
     * @return this
     */
    public ProfileReader lines(boolean inNames) {
        choice = new Choice(choice.event, choice.value, choice.label, choice.threads, choice.classes, inNames);
        return this;
    }

    /**
     * Sets whether malformed lines of collapsed stacks are skipped and counted instead of ending the reading. By default they end
     * it.
     *
     * @param skip true to skip malformed lines
     * @return this
     */
    public ProfileReader skipMalformed(boolean skip) {
        skipMalformed = skip;
        return this;
    }

    /**
     * Sets whether to keep frames that a pprof profile asks to leave out, such as those of the allocator that took the sample. By
     * default they are left out with all that they call, as by {@code go tool pprof}.
     *
     * @param keep true to keep the frames
     * @return this
     */
    public ProfileReader allFrames(boolean keep) {
        allFrames = keep;
        return this;
    }

    /**
     * Sets the largest number of frames of all stacks of a file together. The default is 1,000,000,000. One stack, tables, or the
     * nodes of a frozen tree of a few bytes may have a hundredth of that. A file of a few kilobytes can expand to more frames than
     * fit into memory; it is refused as soon as it exceeds the limit.
     *
     * @param frames the number of frames, greater than 0
     * @return this
     * @throws IllegalArgumentException if the number is 0 or less
     */
    public ProfileReader limit(long frames) {
        if (frames <= 0) {
            throw new IllegalArgumentException("a limit of " + frames + " frames lets nothing be read");
        }
        limit = frames;
        return this;
    }

    /**
     * Sets whether the choices of event, value, label, threads and classes are ignored for a format without them, instead of
     * refusing the file.
     *
     * @param optional true to ignore them
     * @return this
     */
    public ProfileReader choiceIsOptional(boolean optional) {
        choiceIsOptional = optional;
        return this;
    }

    /**
     * Sets a filter for the chosen events of a recording. By default all are read.
     *
     * @param wanted the filter
     * @return this
     */
    public ProfileReader only(RecordingFilter wanted) {
        filter = Objects.requireNonNull(wanted, "wanted");
        return this;
    }

    /**
     * Chooses one of the two counts of collapsed stacks with two counts a line; see {@link CollapsedReader#column}.
     *
     * @param which the count to read; null for files with one count a line, or for both counts if {@link #differences} are read
     * @return this
     */
    public ProfileReader column(CollapsedReader.Column which) {
        column = which;
        return this;
    }

    /**
     * Sets whether parts of a recording that are cut short, damaged or were never finished are left out; {@link
     * ProfileSummary#notes} lists them. By default such a recording is refused.
     *
     * @param wholeParts true to read the intact parts
     * @return this
     */
    public ProfileReader salvage(boolean wholeParts) {
        salvage = wholeParts;
        return this;
    }

    /**
     * Sets a factor by which counts of collapsed stacks are multiplied, so that fractions become whole numbers; see {@link
     * CollapsedReader#scale}.
     *
     * @param factor a number greater than 0; null for 1
     * @return this
     */
    public ProfileReader scale(BigDecimal factor) {
        scale = factor;
        return this;
    }

    /**
     * Sets a listener that receives the progress of reading, several times a second or more often.
     *
     * @param listener receives the number of bytes read
     * @return this
     */
    public ProfileReader onProgress(CollapsedReader.Progress listener) {
        progress = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Enables the reading of profiles that are the difference of two. Values before are added to the tree read into, values after
     * to a second tree, which is {@link ProfileSummary#after}. By default such a profile is refused.
     *
     * @param newTree creates the empty tree for values after; called once for each such profile; null to refuse them
     * @return this
     */
    public ProfileReader differences(Supplier<StackTree> newTree) {
        newAfter = newTree;
        return this;
    }

    /**
     * Reads a file and adds its stacks to a tree.
     *
     * @param file the file to read
     * @param tree receives the stacks
     * @return the result of reading: counts, units and notes
     * @throws ProfileException if the file cannot be read, is damaged or cut short, with the place in the message, or lacks what
     *     was chosen; stacks before that place are in the tree
     * @throws InterruptedIOException if the thread is interrupted; its interrupt flag stays set
     */
    public ProfileSummary read(Path file, StackTree tree) throws IOException {
        try (ProfileInput input = ProfileInput.open(file)) {
            return readInput(input, source(file), StackSink.into(tree), tree);
        }
    }

    /** Returns the source of a file if it can be opened again; else null. */
    private static ProfileSource source(Path file) {
        return Files.isRegularFile(file) ? ProfileSource.of(file, file.toString()) : null;
    }

    /**
     * Reads a profile in memory and adds its stacks to a tree.
     *
     * @param profile the profile's bytes; not changed
     * @param name the profile's name in messages
     * @param tree receives the stacks
     * @return the result of reading: counts, units and notes
     * @throws ProfileException as {@link #read(Path, StackTree)} does
     * @throws InterruptedIOException as {@link #read(Path, StackTree)} does
     */
    public ProfileSummary read(byte[] profile, String name, StackTree tree) throws IOException {
        ProfileSource source = ProfileSource.of(profile, name);
        try (ProfileInput input = source.open()) {
            return readInput(input, source, StackSink.into(tree), tree);
        }
    }

    /**
     * Reads a file and adds its samples with their times to a timeline. Recordings have times; OTLP profiles have them if
     * their samples have time stamps, and pprof profiles if theirs have a label {@code timestamp_ns} or {@code
     * end_timestamp_ns}.
     *
     * @param file the file to read
     * @param timeline receives the samples
     * @return the result of reading: counts, units and notes
     * @throws ProfileException if the file has no times, and as {@link #read(Path, StackTree)} does
     * @throws InterruptedIOException if the thread is interrupted; its interrupt flag stays set
     */
    public ProfileSummary readTimes(Path file, Timeline timeline) throws IOException {
        try (ProfileInput input = ProfileInput.open(file)) {
            return readInput(input, source(file), StackSink.into(timeline), null);
        }
    }

    /**
     * Reads a stream, adds its stacks to a tree, and leaves the stream open.
     *
     * @param in the stream to read
     * @param name the stream's name in messages
     * @param tree receives the stacks
     * @return the result of reading: counts, units and notes
     * @throws ProfileException as {@link #read(Path, StackTree)} does
     * @throws InterruptedIOException as {@link #read(Path, StackTree)} does
     */
    public ProfileSummary read(InputStream in, String name, StackTree tree) throws IOException {
        ProfileInput input = ProfileInput.of(in, name);
        try {
            return readInput(input, null, StackSink.into(tree), tree);
        } finally {
            input.stop();
        }
    }

    /**
     * Returns the types of events in a recording, ordered by name, including those that this reader does not read.
     *
     * @param file the recording
     * @throws ProfileException if the file is not a recording or cannot be read
     * @throws InterruptedIOException if the thread is interrupted; its interrupt flag stays set
     */
    public List<EventType> events(Path file) throws IOException {
        try (ProfileInput input = ProfileInput.open(file)) {
            return events(input, source(file));
        }
    }

    /**
     * Returns those of {@code cpu}, {@code wall}, {@code alloc} and {@code lock} that a recording has events for.
     *
     * @param file the recording
     * @throws UnusualEventsException if it has events for none of them
     * @throws ProfileException as {@link #events(Path)} does
     * @throws InterruptedIOException as {@link #events(Path)} does
     */
    public List<String> kinds(Path file) throws IOException {
        return JfrReader.kinds(file.toString(), events(file));
    }

    /**
     * Returns the types of events of a recording in a stream, and leaves the stream open.
     *
     * @param in the stream to read
     * @param name the stream's name in messages
     * @throws ProfileException as {@link #events(Path)} does
     * @throws InterruptedIOException as {@link #events(Path)} does
     */
    public List<EventType> events(InputStream in, String name) throws IOException {
        ProfileInput input = ProfileInput.of(in, name);
        try {
            return events(input, (ProfileSource) null);
        } finally {
            input.stop();
        }
    }

    /**
     * Returns the types of events of a recording.
     *
     * @param again the input's source if it can be opened again; else null
     */
    private List<EventType> events(ProfileInput input, ProfileSource again) throws IOException {
        Format format = input.format(skipMalformed);
        if (format != Format.JFR) {
            throw new ProfileException(input.name() + ": is " + format + ": recordings alone have types of events");
        }
        SourceReader<List<EventType>> reader = plain -> jfr(plain).events();
        return again != null && !input.isPacked() ? reader.read(again) : throughCopy(input, reader);
    }

    /**
     * Reads an input into a tree.
     *
     * @param again the input's source if it can be opened again; else null
     * @param tree the tree that the sink adds to; null for a timeline
     */
    private ProfileSummary readInput(ProfileInput input, ProfileSource again, StackSink sink, StackTree tree)
            throws IOException {
        Format format = input.format(skipMalformed);
        if (sink.isTimed() && (format == Format.COLLAPSED || format == Format.FROZEN)) {
            throw new ProfileException(input.name() + ": is " + format + ", which does not say when samples were taken:"
                    + " use a recording, or a pprof or OTLP profile with time stamps");
        }
        if (format != Format.JFR && format != Format.OTLP && !filter.isAll()) {
            throw new ProfileException(
                    input.name() + ": is " + format + ", which does not say when or in which thread samples"
                            + " were taken: leave out the times, thread and state");
        }
        if (format != Format.COLLAPSED && (column != null || scale != null)) {
            throw new ProfileException(
                    input.name() + ": is " + format + ", and --column and --scale are for collapsed stacks");
        }
        switch (format) {
            case JFR:
                return again != null && !input.isPacked()
                        ? jfr(again).read(sink)
                        : throughCopy(input, copy -> jfr(copy).read(sink));
            case PPROF:
                return again != null ? pprof(again, sink) : throughCopy(input, copy -> pprof(copy, sink));
            case OTLP:
                return again != null ? otlp(again, sink) : throughCopy(input, copy -> otlp(copy, sink));
            case FROZEN:
                return frozen(input, tree);
            default:
                return collapsed(input, sink);
        }
    }

    private JfrReader jfr(ProfileSource source) {
        return new JfrReader(source, choice, filter, salvage, limit, progress);
    }

    private ProfileSummary pprof(ProfileSource source, StackSink sink) throws IOException {
        FrameLimit frames = new FrameLimit(source.name(), limit);
        return new PprofReader(source, choice, frames, progress, newAfter, allFrames).read(sink);
    }

    private ProfileSummary otlp(ProfileSource source, StackSink sink) throws IOException {
        FrameLimit frames = new FrameLimit(source.name(), limit);
        return new OtlpReader(source, choice, filter, frames, progress, newAfter).read(sink);
    }

    private ProfileSummary collapsed(ProfileInput input, StackSink sink) throws IOException {
        refuseChoices(input, Format.COLLAPSED);
        CollapsedReader reader = new CollapsedReader()
                .skipMalformed(skipMalformed)
                .column(column)
                .scale(scale)
                .onProgress(progress);
        StackTree after = newAfter != null && reader.isDifference(input) ? newAfter.get() : null;
        CollapsedReader.Summary summary = after == null
                ? reader.read(input, sink::add)
                : reader.read(input, sink::add, StackSink.into(after)::add);
        ProfileSummary read = new ProfileSummary(
                Format.COLLAPSED,
                "",
                ProfileSummary.UNKNOWN_UNIT,
                "",
                sink.stacks(),
                0,
                0,
                summary.skipped(),
                summary.firstSkipped(),
                summary.bytes(),
                sink.nanos());
        if (after != null) {
            read = read.difference(after, "two counts a line");
        }
        return read.noting("comments", summary.comments(), "lines that begin with #, passed over")
                .noting("rounded", summary.rounded(), "counts that are no whole numbers once multiplied with " + scale);
    }

    private ProfileSummary frozen(ProfileInput input, StackTree tree) throws IOException {
        refuseChoices(input, Format.FROZEN);
        FrozenTree frozen;
        try {
            frozen = FrozenTree.read(input, limit / FrameLimit.SHARE);
        } catch (ProfileException e) {
            throw e;
        } catch (IOException e) {
            String raise = e.getMessage().contains("the limit is") ? "; if that is no mistake, raise it (--limit)" : "";
            throw new ProfileException(input.name() + ": is " + e.getMessage() + raise, e);
        }
        long start = System.nanoTime();
        frozen.thaw(tree);
        return new ProfileSummary(
                Format.FROZEN,
                "",
                ProfileSummary.UNKNOWN_UNIT,
                "",
                frozen.stackCount(),
                0,
                0,
                0,
                null,
                frozen.size(),
                System.nanoTime() - start);
    }

    private void refuseChoices(ProfileInput input, Format format) throws ProfileException {
        if (!choice.isNone() && !choiceIsOptional) {
            throw new ProfileException(
                    input.name() + ": is " + format
                            + ", which have one value a stack and nothing to choose: leave out event, value, label, threads and classes");
        }
    }

    /** A reader of a copy. */
    @FunctionalInterface
    private interface SourceReader<T> {
        T read(ProfileSource copy) throws IOException;
    }

    /** Reads a copy of an input after decompression: in memory if it is short, else a temporary file. */
    private <T> T throughCopy(ProfileInput input, SourceReader<T> reader) throws IOException {
        byte[] start = input.readNBytes(Head.LENGTH);
        if (start.length < Head.LENGTH) {
            progress.at(input.bytesRead(), input.size());
            return reader.read(ProfileSource.of(start, input.name()));
        }
        try (Temporary copy = Temporary.file(".profile")) {
            try (OutputStream out = Files.newOutputStream(copy.path())) {
                out.write(start);
                byte[] buffer = new byte[1 << 16];
                for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedIOException(input.name() + ": reading was interrupted");
                    }
                    out.write(buffer, 0, read);
                    progress.at(input.bytesRead(), input.size());
                }
            }
            return reader.read(ProfileSource.of(copy.path(), input.name()));
        }
    }
}
