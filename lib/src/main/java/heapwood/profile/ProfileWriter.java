package heapwood.profile;

import heapwood.tree.FrozenTree;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes a tree to a file in one of the formats that {@link ProfileReader} reads back. What collapsed stacks cannot say is with
 * {@link CollapsedWriter}. A pprof profile has no negative values, so that a self value of 2<sup>63</sup> or more is refused, and
 * loses nodes that carry nothing and bytes in names that are no UTF-8. A frozen tree keeps everything.
 */
public final class ProfileWriter {
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
     * Writes a file.
     *
     * @param file replaced if it exists, and only once everything is written; collapsed stacks are packed as the name's end says
     * @throws ProfileException if it cannot be written, or the tree holds what the format cannot say
     * @throws IllegalArgumentException if the format is one that is only read
     */
    public void write(StackTree tree, Path file, Format format) throws IOException {
        switch (format) {
            case COLLAPSED -> CollapsedWriter.write(tree, file);
            case PPROF -> Outputs.write(file, out -> PprofWriter.write(tree, type, unit, out));
            case FROZEN -> {
                FrozenTree frozen = FrozenTree.freeze(tree);
                Outputs.write(file, frozen::write);
            }
            default -> throw new IllegalArgumentException(format + " can be read, not written");
        }
    }

    /**
     * The format that a file's name asks for: {@code .pprof} and {@code .pb.gz} for pprof, {@code .frozen} for a frozen tree, and
     * collapsed stacks for any other.
     */
    public static Format formatOf(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".pprof") || name.endsWith(".pb.gz")) {
            return Format.PPROF;
        }
        return name.endsWith(".frozen") ? Format.FROZEN : Format.COLLAPSED;
    }
}
