package heapwood.tree;

import java.util.SplittableRandom;

/**
 * One operation on the forests of an {@link Episode}. All it needs follows from its own seed and from the trees that there are,
 * so that it stays an operation when others before it are left out.
 */
record Operation(Kind kind, long seed) {
    /** What an operation does, and how often it comes. */
    enum Kind {
        INSERT(5000),
        INSERT_IDS(2000),
        INTERN(150, false),
        READ(1500, false),
        NEW_TREE(350),
        DROP(340),
        RECLAIM(80),
        MERGE(180),
        MERGE_SELF(30),
        MERGE_OTHER_FOREST(80),
        THROW_IN_VISITOR(50, false),
        CALL_BACK(30),
        COPY_BY_WALKING(20),
        WRONG(40, false),
        FREEZE(2, false),
        DEEP(0);

        private final int weight;

        /** Whether it changes the tree that it is about. */
        final boolean changes;

        Kind(int weight) {
            this(weight, true);
        }

        Kind(int weight, boolean changes) {
            this.weight = weight;
            this.changes = changes;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    /** The index of each kind, as often as its weight says. */
    private static final byte[] WEIGHTED = weighted();

    private static byte[] weighted() {
        int all = 0;
        for (Kind kind : KINDS) {
            all += kind.weight;
        }
        byte[] weighted = new byte[all];
        for (Kind kind : KINDS) {
            for (int i = 0; i < kind.weight; i++) {
                weighted[--all] = (byte) kind.ordinal();
            }
        }
        return weighted;
    }

    static Operation random(SplittableRandom random) {
        return new Operation(KINDS[WEIGHTED[random.nextInt(WEIGHTED.length)]], random.nextLong());
    }

    @Override
    public String toString() {
        return kind + " " + seed;
    }

    /** What {@link #toString} wrote. */
    static Operation parse(String line) {
        String[] fields = line.strip().split("\\s+");
        return new Operation(Kind.valueOf(fields[0]), Long.parseLong(fields[1]));
    }
}
