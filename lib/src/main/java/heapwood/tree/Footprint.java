package heapwood.tree;

/**
 * The memory of a forest, in bytes of array elements by part. Object headers and fields, some 2 KiB, are not counted.
 *
 * @param names the records of names in use
 * @param nodes the slots of nodes, chain heads and block headers, in blocks that trees have, with their unused ends
 * @param tables the hash tables, the table of trees, large selfs, interned frames, the remembered keys, and directories
 * @param slack the unused rest of the arrays of names and of slots, for later insertions
 */
public record Footprint(long names, long nodes, long tables, long slack) {
    /** Returns the sum of all parts, in bytes. */
    public long total() {
        return names + nodes + tables + slack;
    }
}
