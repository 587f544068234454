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
 * A writer of trees in one of the formats that {@link ProfileReader} reads back. {@link CollapsedWriter} describes what collapsed
 * stacks cannot express. In a pprof or OTLP profile values are signed, so that a self value of 2<sup>63</sup> or more is refused;
 * nodes whose self value and whose descendants' self values are all 0 are lost, and so are bytes in names that are not valid UTF-8.
 * A frozen tree keeps everything.
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
     * Sets the type and unit of the values, for formats that record them. The default is the type "samples" with the unit "count".
     *
     * @param what the type, such as {@code cpu} or {@code alloc}
     * @param unitOfIt the unit, such as {@code nanoseconds} or {@code bytes}
     * @return this
     */
    public ProfileWriter counting(String what, String unitOfIt) {
        type = Objects.requireNonNull(what, "what");
        unit = Objects.requireNonNull(unitOfIt, "unitOfIt");
        return this;
    }

    /**
     * Writes a tree to a file, compressed if its name ends in {@code .gz}, {@code .xz} or {@code .zst}. A pprof profile with none
     * of these ends is compressed with gzip, as {@code go tool pprof} writes it, unless its name ends in {@code .pb}.
     *
     * @param tree the tree to write
     * @param file the file to write; if it exists, it is replaced once everything is written
     * @param format the format to write
     * @throws ProfileException if the file cannot be written, or the tree holds what the format cannot express
     * @throws IllegalArgumentException if the format can only be read
     */
    public void write(StackTree tree, Path file, Format format) throws IOException {
        Packing named = Packing.of(file);
        boolean usual = named == Packing.NONE && !Packing.unpackedName(file).endsWith(".pb");
        Packing packing = usual ? usualPacking(format) : named;
        Outputs.Body body = body(tree, format);
        Outputs.write(file, out -> packing.write(out, body));
    }

    /**
     * Writes a tree to a stream, which stays open, compressed as is usual for the format.
     *
     * @param tree the tree to write
     * @param out the stream to write to
     * @param format the format to write
     * @throws ProfileException if the tree holds what the format cannot express
     * @throws IllegalArgumentException if the format can only be read
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
     * Returns the format chosen by the end of a file's name, before an end that chooses a compression; empty if it chooses none.
     *
     * @param file a file such as {@code a.pprof}, {@code a.pb.gz} or {@code a.folded.zst}
     */
    public static Optional<Format> formatOf(Path file) {
        String name = Packing.unpackedName(file);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return Optional.ofNullable(ENDINGS.get(ending));
    }

    /** Returns the ends of names that choose formats, as a text for messages. */
    public static String endings() {
        return String.join(
                ", ",
                ENDINGS.keySet().stream().sorted().map(ending -> "." + ending).toList());
    }
}
