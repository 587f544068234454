package heapwood.profile;

import heapwood.tree.FrozenTree;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes a tree to a file in one of the formats that {@link ProfileReader} reads back. What collapsed stacks cannot say is with
 * {@link CollapsedWriter}. A pprof or OTLP profile has no negative values, so that a self value of 2<sup>63</sup> or more is
 * refused, and loses nodes that carry nothing and bytes in names that are no UTF-8. A frozen tree keeps everything.
 */
public final class ProfileWriter {
    private static final Map<String, Format> ENDINGS = Map.of(
            "collapsed", Format.COLLAPSED,
            "folded", Format.COLLAPSED,
            "txt", Format.COLLAPSED,
            "pprof", Format.PPROF,
            "pb", Format.PPROF,
            "otlp", Format.OTLP,
            "frozen", Format.FROZEN);

    private String type = "samples";
    private String unit = "count";

    /**
     * What the values are, for formats that say so; "samples", counted by "count", unless said.
     *
     * @param what such as {@code cpu} or {@code alloc}
     * @param unitOfIt such as {@code nanoseconds} or {@code bytes}
     * @return this
     */
    public ProfileWriter counting(String what, String unitOfIt) {
        type = Objects.requireNonNull(what, "what");
        unit = Objects.requireNonNull(unitOfIt, "unitOfIt");
        return this;
    }

    /**
     * Writes a file, packed as its name's end says ({@code .gz}, {@code .xz}, {@code .zst}); a pprof profile that no end says anything
     * of is packed with gzip, as {@code go tool pprof} writes it, unless its name ends in {@code .pb}.
     *
     * @param file replaced if it exists, and only once everything is written
     * @throws ProfileException if it cannot be written, or the tree holds what the format cannot say
     * @throws IllegalArgumentException if the format is one that is only read
     */
    public void write(StackTree tree, Path file, Format format) throws IOException {
        Packing named = Packing.of(file);
        boolean usual = named == Packing.NONE && !Packing.unpackedName(file).endsWith(".pb");
        Packing packing = usual ? usualPacking(format) : named;
        Outputs.Body body = body(tree, format);
        Outputs.write(file, out -> packing.write(out, body));
    }

    /**
     * Writes to a stream, which stays open, packed as is usual for the format.
     *
     * @throws ProfileException if the tree holds what the format cannot say
     * @throws IllegalArgumentException if the format is one that is only read
     */
    public void write(StackTree tree, OutputStream out, Format format) throws IOException {
        usualPacking(format).write(out, body(tree, format));
    }

    private static Packing usualPacking(Format format) {
        return format == Format.PPROF ? Packing.GZIP : Packing.NONE;
    }

    private Outputs.Body body(StackTree tree, Format format) {
        return switch (format) {
            case COLLAPSED -> out -> CollapsedWriter.write(tree, out);
            case PPROF -> out -> PprofWriter.write(tree, type, unit, out);
            case OTLP -> out -> OtlpWriter.write(tree, type, unit, out);
            case FROZEN -> out -> FrozenTree.freeze(tree).write(out);
            default -> throw new IllegalArgumentException(format + " can be read, not written");
        };
    }

    /**
     * Returns the format that a file's name asks for, before an end that asks for packing; empty if it asks for none.
     *
     * @param file such as {@code a.pprof}, {@code a.pb.gz}, {@code a.folded.zst}
     */
    public static Optional<Format> formatOf(Path file) {
        String name = Packing.unpackedName(file);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return Optional.ofNullable(ENDINGS.get(ending));
    }

    /** Returns the ends of names that ask for formats, for messages. */
    public static String endings() {
        return String.join(
                ", ",
                ENDINGS.keySet().stream().sorted().map(ending -> "." + ending).toList());
    }
}
