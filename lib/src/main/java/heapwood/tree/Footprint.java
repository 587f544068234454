package heapwood.tree;

/**
 * What a forest takes, in bytes of array elements by part; object headers and fields, some 2 KiB, come on top.
 *
 * @param names records of names in use
 * @param nodes slots of nodes, chain heads and block headers, in blocks that trees have, with their unused ends
 * @param tables hash tables, the table of trees, large selfs, interned frames, the remembered keys, and directories
 * @param slack what the arrays of names and of slots have besides, for what comes next
 */
public record Footprint(long names, long nodes, long tables, long slack) {
    /** All parts together. */
    public long total() {
        return names + nodes + tables + slack;
    }
}
