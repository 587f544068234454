package heapwood.lab;

import heapwood.profile.CollapsedReader;
import heapwood.tree.StackTree;
import heapwood.workload.Inserter;
import heapwood.workload.TreeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The tree that a trial builds from a file of collapsed stacks.
 *
 * @param kind which tree
 * @param file the profile's absolute path: children have a working directory of their own
 * @param nodes how many nodes it makes, the root included
 */
public record RealProfile(TreeKind kind, String file, long nodes) implements Workload {
    /** Three objects an inner node, each with its header, and names and child arrays of the usual sizes. */
    private static final long REFERENCE_BYTES = 144;

    private static final long WIDER_REFERENCES = 32;
    private static final long COMPACT_BYTES = 48;

    /** The window that unpacking xz at its strongest keeps, and buffers. */
    private static final long READING = 80L << 20;

    /** Checks that the path is absolute. */
    public RealProfile {
        Objects.requireNonNull(kind, "kind");
        if (!Path.of(file).isAbsolute()) {
            throw new IllegalArgumentException(file + ": a trial needs the profile's absolute path");
        }
        if (nodes < 1) {
            throw new IllegalArgumentException("a profile cannot have " + nodes + " nodes: its root is one");
        }
    }

    /**
     * A profile's file and what is known of it.
     *
     * @param kind which tree
     * @param file the profile
     * @param nodes how many nodes it makes, as a first reading has shown
     */
    public static RealProfile of(TreeKind kind, Path file, long nodes) {
        return new RealProfile(kind, file.toAbsolutePath().normalize().toString(), nodes);
    }

    /** The same file as another kind of tree. */
    public RealProfile as(TreeKind other) {
        return new RealProfile(other, file, nodes);
    }

    @Override
    public long referenceObjects() {
        return 3 * nodes;
    }

    @Override
    public long expectedBytes(boolean compressedReferences) {
        if (kind == TreeKind.COMPACT) {
            return READING + COMPACT_BYTES * nodes;
        }
        return READING + (compressedReferences ? REFERENCE_BYTES : REFERENCE_BYTES + WIDER_REFERENCES) * nodes;
    }

    @Override
    public List<StackTree> build() {
        StackTree tree = kind.newTree();
        insertInto(tree::insert);
        return List.of(tree);
    }

    @Override
    public void insertInto(Inserter into) {
        read(into::insert);
    }

    /**
     * Delivers the file's stacks.
     *
     * @throws UncheckedIOException if it cannot be read, or a line is malformed
     */
    CollapsedReader.Summary read(CollapsedReader.StackConsumer stacks) {
        try {
            return new CollapsedReader().read(Path.of(file), stacks);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Names the file by its content, not by where it lies. */
    @Override
    public String key() {
        try {
            return this + " checksum " + Checksums.ofFiles().of(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(file + ": cannot be read: " + SteadyFiles.reason(e), e));
        }
    }

    @Override
    public void describe(Map<String, Object> row) {
        row.put("tree", kind);
        row.put("trees", 1);
        row.put("profile", Path.of(file).getFileName());
        row.put("held", true);
        row.put("expected_nodes", nodes);
    }

    /** {@code reference tree of javac-cpu.collapsed.gz}. */
    @Override
    public String toString() {
        return kind + " tree of " + Path.of(file).getFileName();
    }
}
