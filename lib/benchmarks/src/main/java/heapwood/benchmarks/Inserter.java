package heapwood.benchmarks;

/** What takes keys: a tree or something that is used as one. */
@FunctionalInterface
interface Inserter {
    void insert(byte[] key, int offset, int length, long value);
}
