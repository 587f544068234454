package heapwood.score;

/** A figure on a card. Less is better in all of them. */
public enum Measure {
    OBJECTS_GENERATED("live objects a node, generated", "", "02-counting-objects"),
    OBJECTS_REAL("live objects a node, real", "", "03-the-compact-tree"),
    BYTES_GENERATED("bytes a node, generated", "B", "03-the-compact-tree"),
    BYTES_REAL("bytes a node, real", "B", "03-the-compact-tree"),
    INSERT_GENERATED("insert, generated, for each frame", "ns", "04-speed"),
    INSERT_REAL("insert, real as recorded, for each frame", "ns", "04-speed"),
    INSERT_SHUFFLED("insert, real shuffled, for each frame", "ns", "04-speed"),
    ITERATE_GENERATED("walk, generated, for each node", "ns", "04-speed"),
    ITERATE_REAL("walk, real, for each node", "ns", "04-speed"),
    PAUSE("full-collection pause, generated", "ms", "06-gc-pauses"),
    GC_SHARE("GC's share of CPU, sliding window", "%", "07-gc-share"),
    SLOWEST_STEP("slowest step, sliding window", "ms", "07-gc-share"),
    GROWTH("insert with 10^6 nodes against 10^3", "×", "04-speed"),
    STAR("insert beside 10^4 siblings against 10^3", "×", "04-speed");

    private final String label;
    private final String unit;
    private final String notebook;

    Measure(String label, String unit, String notebook) {
        this.label = label;
        this.unit = unit;
        this.notebook = notebook;
    }

    /** Returns the figure in words, without its unit. */
    public String label() {
        return label;
    }

    /** Returns the unit; empty for a count. */
    public String unit() {
        return unit;
    }

    /** Returns the name of the notebook that explains the figure, without its ending. */
    public String notebook() {
        return notebook;
    }
}
