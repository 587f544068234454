package heapwood.profile;

import heapwood.profile.pprof.PprofMessages.Profile;
import heapwood.profile.pprof.PprofMessages.Sample;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * A reader of pprof profiles, one field of the outer message at a time. It reads a file once for the tables that samples refer to
 * ({@link PprofTables}), which usually stand after them, and once for the samples. So memory is that of the names, not of the
 * samples. A profile with negative values is the difference of two profiles, and its samples are read once for each of two trees.
 */
final class PprofReader {
    private final ProfileSource source;
    private final String name;
    private final ProfileReader.Choice choice;
    private final FrameLimit limit;
    private final CollapsedReader.Progress progress;
    private final Supplier<StackTree> newAfter;
    private final boolean allFrames;
    private final PprofTables tables;

    /** The indices of the types of values that have a negative value. */
    private final BitSet negative = new BitSet();

    private long bytes;
    private long shortened;

    /**
     * Creates a reader.
     *
     * @param source the profile, plain or compressed; read twice, or three times for a difference
     * @param limit the limit of the frames that the file may expand to
     * @param newAfter creates the second tree for a profile that is a difference; null to refuse such profiles
     * @param allFrames whether to keep frames that the profile asks to leave out
     */
    PprofReader(
            ProfileSource source,
            ProfileReader.Choice choice,
            FrameLimit limit,
            CollapsedReader.Progress progress,
            Supplier<StackTree> newAfter,
            boolean allFrames) {
        UnsafeWarning.silence();
        this.source = source;
        this.name = source.name();
        this.choice = choice;
        this.limit = limit;
        this.progress = progress;
        this.newAfter = newAfter;
        this.allFrames = allFrames;
        this.tables = new PprofTables(name, limit);
    }

    ProfileSummary read(StackSink sink) throws IOException {
        if (choice.event() != null) {
            throw new ProfileException(
                    name + ": is a pprof profile, which has no events, but values: choose one of them" + " (--value)");
        }
        ProtoInput.read(source, (read, size) -> progress.at(read / 2, size), this::readTable);
        int type = tables.type(choice.value());
        if (!negative.get(type)) {
            readSamples(type, false, sink);
            return summary(type, sink, sink.stacks(), null);
        }
        if (newAfter == null) {
            throw new ProfileException(name + ": has negative values, so it is the difference of two profiles:"
                    + " read it alone, not merged or compared with another");
        }
        StackTree after = newAfter.get();
        StackSink sinkAfter = StackSink.into(after);
        readSamples(type, true, sink);
        readSamples(type, false, sinkAfter);
        return summary(type, sink, sink.stacks() + sinkAfter.stacks(), after);
    }

    private boolean readTable(ProtoInput in, int field, boolean isPacked) throws IOException {
        if (field != Profile.SAMPLE_FIELD_NUMBER) {
            return tables.read(in, field);
        }
        int[] values = {0};
        in.readFields((sample, number, packed) -> {
            if (number != Sample.VALUE_FIELD_NUMBER) {
                return false;
            }
            sample.readNumbers(packed, value -> noteSign(values[0]++, value));
            return true;
        });
        return true;
    }

    private void noteSign(int type, long value) {
        if (value < 0) {
            negative.set(type);
        }
    }

    private void readSamples(int type, boolean negatives, StackSink sink) throws IOException {
        DroppedFrames dropped = allFrames ? null : tables.droppedFrames();
        PprofSamples samples = new PprofSamples(tables, dropped, choice, type, negatives, limit, sink);
        bytes = ProtoInput.read(
                source, (read, size) -> progress.at(size / 2 + read / 2, size), (in, field, isPacked) -> {
                    if (field != Profile.SAMPLE_FIELD_NUMBER) {
                        return false;
                    }
                    samples.add(in.readMessage(Sample.parser()));
                    return true;
                });
        shortened += samples.shortened();
    }

    private ProfileSummary summary(int type, StackSink sink, long stacks, StackTree after) throws IOException {
        return new ProfileSummary(
                        Format.PPROF,
                        tables.typeName(type),
                        tables.unit(type),
                        tables.typeNames(type),
                        stacks,
                        sink.withoutStack(),
                        0,
                        0,
                        null,
                        bytes,
                        sink.nanos(),
                        List.of(),
                        after)
                .noting("shortened", shortened, "the profile drops frames of theirs (--all-frames keeps them)");
    }
}
