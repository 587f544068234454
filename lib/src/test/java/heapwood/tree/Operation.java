package heapwood.tree;

import java.util.Random;

/**
 * One operation on the forests of an {@link Episode}. All it needs follows from its own seed and from the trees that there are,
 * so that it stays an operation when others before it are left out.
 */
record Operation(Kind kind, long seed) {
    /** What an operation does, and how often it comes. */
    enum Kind {
        INSERT(400),
        INSERT_IDS(160),
        INTERN(20),
        READ(120),
        NEW_TREE(40),
        DROP(34),
        MERGE(40),
        MERGE_SELF(6),
        MERGE_OTHER_FOREST(20),
        THROW_IN_VISITOR(20),
        CALL_BACK(20),
        COPY_BY_WALKING(6),
        WRONG(20),
        FREEZE(3),
        DEEP(0);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final Kind[] WEIGHTED = weighted();

    private static Kind[] weighted() {
        int all = 0;
        for (Kind kind : Kind.values()) {
            all += kind.weight;
        }
        Kind[] weighted = new Kind[all];
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < kind.weight; i++) {
                weighted[--all] = kind;
            }
        }
        return weighted;
    }

    static Operation random(Random random) {
        return new Operation(WEIGHTED[random.nextInt(WEIGHTED.length)], random.nextLong());
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
