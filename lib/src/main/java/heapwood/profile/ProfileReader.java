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
 * Reads any profile into a tree: collapsed stacks, a JFR recording, a pprof profile, OTLP profiles or a frozen tree, plain or packed
 * with gzip, xz or zstd. The content says which it is; the name plays no part.
 *
 * <pre>{@code
 * CompactTree tree = new CompactTree();
 * ProfileSummary read = new ProfileReader().event("alloc").read(Path.of("app.jfr"), tree);
 * }</pre>
 *
 * <p>Memory is the tree's and that of a profile's distinct names, not the file's. What cannot be read from its beginning to
 * its end, a recording, pprof or OTLP profile that comes from a stream or is packed, goes through a temporary file.
 *
 * <p>A reader may be used again, by one thread at a time.
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
     * What is asked of a profile that has several things.
     *
     * @param event null for the usual one
     * @param value null for the usual one
     * @param label null for none
     */
    record Choice(String event, String value, String label, boolean threads, boolean classes, boolean lines) {
        boolean isNone() {
            return event == null && value == null && label == null && !threads && !classes;
        }
    }

    /**
     * Which events of a recording: {@code cpu}, {@code wall}, {@code alloc} or {@code lock}, or the full name of any type with
     * stacks, such as {@code jdk.FileRead}. Unless said, the first of the four that the recording has. Where it tells one of
     * them in two ways (allocations by every buffer and by samples, or execution by two clocks), the more exact one is read, and
     * {@link ProfileSummary#others} has the other. Of OTLP profiles: the type of those read; unless said, that of the first.
     *
     * @param name null for the usual one
     * @return this
     */
    public ProfileReader event(String name) {
        choice = new Choice(name, choice.value, choice.label, choice.threads, choice.classes, choice.lines);
        return this;
    }

    /**
     * What counts. Of a recording: {@code samples}, {@code bytes}, {@code nanoseconds} or any of the event's fields that is a
     * number; unless said, bytes of allocations, nanoseconds of locks, and else samples. Of a pprof profile: one of its sample
     * types; unless said, its own default, or the last. Of OTLP profiles: the unit of those read.
     *
     * @param name null for the usual one
     * @return this
     */
    public ProfileReader value(String name) {
        choice = new Choice(choice.event, name, choice.label, choice.threads, choice.classes, choice.lines);
        return this;
    }

    /**
     * A label of pprof samples, or an attribute of OTLP samples, of their profile or its resource, whose value becomes the outermost
     * frame: {@code [user=7]}. They are ignored unless asked for.
     *
     * @param key null for none
     * @return this
     */
    public ProfileReader label(String key) {
        choice = new Choice(choice.event, choice.value, key, choice.threads, choice.classes, choice.lines);
        return this;
    }

    /**
     * Whether a recording's stacks begin with a frame for their thread, {@code [main]}.
     *
     * @return this
     */
    public ProfileReader threads(boolean asRoots) {
        choice = new Choice(choice.event, choice.value, choice.label, asRoots, choice.classes, choice.lines);
        return this;
    }

    /**
     * Whether a recording's stacks end with a frame for the class that was allocated or locked.
     *
     * @return this
     */
    public ProfileReader classes(boolean asLeaves) {
        choice = new Choice(choice.event, choice.value, choice.label, choice.threads, asLeaves, choice.lines);
        return this;
    }

    /**
     * Whether frames of recordings and pprof profiles have their line: {@code Main.run:17}.
     *
     * @return this
     */
    public ProfileReader lines(boolean inNames) {
        choice = new Choice(choice.event, choice.value, choice.label, choice.threads, choice.classes, inNames);
        return this;
    }

    /**
     * Whether malformed lines of collapsed stacks are skipped and counted, instead of ending the reading.
     *
     * @return this
     */
    public ProfileReader skipMalformed(boolean skip) {
        skipMalformed = skip;
        return this;
    }

    /**
     * Whether frames stay that a pprof profile asks to leave out, such as those of the allocator that took the sample; unless said,
     * they are left out with all that they call, as {@code go tool pprof} does.
     *
     * @return this
     */
    public ProfileReader allFrames(boolean keep) {
        allFrames = keep;
        return this;
    }

    /**
     * How many frames all stacks of a file may have together, 1,000,000,000 unless said; one stack, tables, or
     * the nodes of a frozen tree of a few bytes, a hundredth of that. A
     * file of a few kilobytes can ask for more than any memory holds; it is refused as soon as it passes the limit.
     *
     * @param frames more than 0
     * @return this
     * @throws IllegalArgumentException if there are none
     */
    public ProfileReader limit(long frames) {
        if (frames <= 0) {
            throw new IllegalArgumentException("a limit of " + frames + " frames lets nothing be read");
        }
        limit = frames;
        return this;
    }

    /**
     * Whether event, value, label, threads and classes are passed over where a format has none, instead of refusing the file.
     *
     * @return this
     */
    public ProfileReader choiceIsOptional(boolean optional) {
        choiceIsOptional = optional;
        return this;
    }

    /**
     * Which events of a recording are read, of the type chosen; all unless said.
     *
     * @return this
     */
    public ProfileReader only(RecordingFilter wanted) {
        filter = Objects.requireNonNull(wanted, "wanted");
        return this;
    }

    /**
     * Chooses a count of collapsed stacks with two counts a line: see {@link CollapsedReader#column}.
     *
     * @param which null for the one that each line has, or both where {@link #differences} are read
     * @return this
     */
    public ProfileReader column(CollapsedReader.Column which) {
        column = which;
        return this;
    }

    /**
     * Whether parts of a recording that are cut short, damaged or were never finished are left out, which {@link
     * ProfileSummary#notes} tell; otherwise such a recording is refused.
     *
     * @return this
     */
    public ProfileReader salvage(boolean wholeParts) {
        salvage = wholeParts;
        return this;
    }

    /**
     * Multiplies the counts of collapsed stacks, so that fractions become whole numbers: see {@link CollapsedReader#scale}.
     *
     * @param factor more than 0; null for 1
     * @return this
     */
    public ProfileReader scale(BigDecimal factor) {
        scale = factor;
        return this;
    }

    /**
     * Whom to tell how far reading is, some times a second or more often.
     *
     * @return this
     */
    public ProfileReader onProgress(CollapsedReader.Progress listener) {
        progress = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Lets profiles be read that are the difference of two. What was before goes into the tree read into, what was after into one
     * more, which {@link ProfileSummary#after} has. Unless called, such a profile is refused.
     *
     * @param newTree makes the tree for what was after, empty; called once for such a profile; null to refuse them
     * @return this
     */
    public ProfileReader differences(Supplier<StackTree> newTree) {
        newAfter = newTree;
        return this;
    }

    /**
     * Adds a file's stacks to a tree.
     *
     * @return what was read
     * @throws ProfileException if it cannot be read, is damaged or cut short, which the message tells with the place, or has not
     *     what was chosen; stacks before that place are in the tree
     * @throws InterruptedIOException if the thread is interrupted, whose flag stays set
     */
    public ProfileSummary read(Path file, StackTree tree) throws IOException {
        try (ProfileInput input = ProfileInput.open(file)) {
            return readInput(input, Files.isRegularFile(file) ? file : null, tree);
        }
    }

    /**
     * Adds a stream's stacks to a tree, and leaves it open.
     *
     * @param name what messages call it
     * @return what was read
     * @throws ProfileException as {@link #read(Path, StackTree)} does
     * @throws InterruptedIOException as {@link #read(Path, StackTree)} does
     */
    public ProfileSummary read(InputStream in, String name, StackTree tree) throws IOException {
        ProfileInput input = ProfileInput.of(in, name);
        try {
            return readInput(input, null, tree);
        } finally {
            input.stop();
        }
    }

    /**
     * Returns the types of events that a recording has, by their names, whether this reads them or not.
     *
     * @throws ProfileException if it is no recording, or one that cannot be read
     * @throws InterruptedIOException if the thread is interrupted, whose flag stays set
     */
    public List<EventType> events(Path file) throws IOException {
        try (ProfileInput input = ProfileInput.open(file)) {
            return events(input, Files.isRegularFile(file) && !input.isPacked() ? file : null);
        }
    }

    /**
     * Returns which of {@code cpu}, {@code wall}, {@code alloc} and {@code lock} a recording has events for.
     *
     * @throws UnusualEventsException if it has none
     * @throws ProfileException as {@link #events(Path)} does
     * @throws InterruptedIOException as {@link #events(Path)} does
     */
    public List<String> kinds(Path file) throws IOException {
        return JfrReader.kinds(file.toString(), events(file));
    }

    /**
     * Returns the types of events that a recording in a stream has, and leaves it open.
     *
     * @param name what messages call it
     * @throws ProfileException as {@link #events(Path)} does
     * @throws InterruptedIOException as {@link #events(Path)} does
     */
    public List<EventType> events(InputStream in, String name) throws IOException {
        ProfileInput input = ProfileInput.of(in, name);
        try {
            return events(input, (Path) null);
        } finally {
            input.stop();
        }
    }

    /** @param file the input, if it can be opened again and is plain; else null */
    private List<EventType> events(ProfileInput input, Path file) throws IOException {
        Format format = input.format(skipMalformed);
        if (format != Format.JFR) {
            throw new ProfileException(input.name() + ": is " + format + ": recordings alone have types of events");
        }
        CopyReader<List<EventType>> reader = plain -> jfr(plain, input.name()).events();
        return file != null ? reader.read(file) : throughFile(input, reader);
    }

    /** @param file the input, if it can be opened again; else null */
    private ProfileSummary readInput(ProfileInput input, Path file, StackTree tree) throws IOException {
        StackSink sink = StackSink.into(tree);
        Format format = input.format(skipMalformed);
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
                boolean direct = file != null && !input.isPacked();
                return direct
                        ? jfr(file, input.name()).read(sink)
                        : throughFile(input, copy -> jfr(copy, input.name()).read(sink));
            case PPROF:
                return file != null
                        ? pprof(file, input.name(), sink)
                        : throughFile(input, copy -> pprof(copy, input.name(), sink));
            case OTLP:
                return file != null
                        ? otlp(file, input.name(), sink)
                        : throughFile(input, copy -> otlp(copy, input.name(), sink));
            case FROZEN:
                return frozen(input, tree);
            default:
                return collapsed(input, sink);
        }
    }

    private JfrReader jfr(Path file, String name) {
        return new JfrReader(file, name, choice, filter, salvage, limit, progress);
    }

    private ProfileSummary pprof(Path file, String name, StackSink sink) throws IOException {
        FrameLimit frames = new FrameLimit(name, limit);
        return new PprofReader(file, name, choice, frames, progress, newAfter, allFrames).read(sink);
    }

    private ProfileSummary otlp(Path file, String name, StackSink sink) throws IOException {
        FrameLimit frames = new FrameLimit(name, limit);
        return new OtlpReader(file, name, choice, filter, frames, progress, newAfter).read(sink);
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

    /** Reads a copy. */
    @FunctionalInterface
    private interface CopyReader<T> {
        T read(Path copy) throws IOException;
    }

    private <T> T throughFile(ProfileInput input, CopyReader<T> reader) throws IOException {
        try (Temporary copy = Temporary.file(".profile")) {
            try (OutputStream out = Files.newOutputStream(copy.path())) {
                byte[] buffer = new byte[1 << 16];
                for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedIOException(input.name() + ": reading was interrupted");
                    }
                    out.write(buffer, 0, read);
                    progress.at(input.bytesRead(), input.size());
                }
            }
            return reader.read(copy.path());
        }
    }
}
