package heapwood.lab.plan;

import heapwood.lab.host.Checksums;
import heapwood.lab.host.SteadyFiles;
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
 * A workload of one tree, built from a file of collapsed stacks.
 *
 * @param kind the kind of tree
 * @param file the profile's absolute path, since children have a working directory of their own
 * @param nodes the number of nodes of its tree, the root included
 */
public record RealProfile(TreeKind kind, String file, long nodes) implements Workload {
    /**
     * The bytes of an inner node of the reference tree: three objects, each with its header, with names and child
     * arrays of the usual sizes.
     */
    private static final long REFERENCE_BYTES = 144;

    private static final long WIDER_REFERENCES = 32;
    private static final long COMPACT_BYTES = 48;

    /** The bytes for reading: the window of xz at its highest compression level, and buffers. */
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
     * Returns the workload of a profile.
     *
     * @param kind the kind of tree
     * @param file the profile
     * @param nodes the number of nodes of its tree, found by a first reading
     */
    public static RealProfile of(TreeKind kind, Path file, long nodes) {
        return new RealProfile(kind, file.toAbsolutePath().normalize().toString(), nodes);
    }

    /**
     * Returns the same file as another kind of tree.
     *
     * @param other the other kind
     */
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
     * Reads the file's stacks and passes them on.
     *
     * @throws UncheckedIOException if the file cannot be read, or a line is malformed
     */
    CollapsedReader.Summary read(CollapsedReader.StackConsumer stacks) {
        try {
            return new CollapsedReader().read(Path.of(file), stacks);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Returns a text that identifies the file by its content, not by its location. */
    @Override
    public String key() {
        try {
            return this + " checksum " + Checksums.ofFiles().of(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(file + ": cannot be read: " + SteadyFiles.reason(e), e));
        }
    }

    @Override
    public void describe(Map<Column, Object> row) {
        row.put(Column.TREE, kind);
        row.put(Column.TREES, 1);
        row.put(Column.PROFILE, Path.of(file).getFileName());
        row.put(Column.HELD, true);
        row.put(Column.EXPECTED_NODES, nodes);
    }

    /** Returns a text such as {@code reference tree of javac-cpu.collapsed.gz}. */
    @Override
    public String toString() {
        return kind + " tree of " + Path.of(file).getFileName();
    }
}
