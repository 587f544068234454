package heapwood.score;

/** A mistake that a tree can make, with what to think of next. */
public enum Mistake {
    EMPTY_LABELS("loses or confuses empty labels", "a key with n separators has n + 1 frames, and each may be empty"),
    SIGNED_BYTES("compares bytes as signed numbers", "bytes from 128 on come after the others: Arrays.compareUnsigned"),
    WRAP_AROUND(
            "gets values from 2^63 on wrong", "values are unsigned 64-bit numbers in a long, and sums wrap at 2^64"),
    KEEPS_ARRAY("keeps the caller's array", "the caller may overwrite it after the call: copy what the tree keeps"),
    TRUSTS_ARRAY("takes the same array for the same key", "the caller reuses its array: compare bytes, not references"),
    IGNORES_SLICE("ignores offset or length", "the key is length bytes from offset on, not the whole array"),
    UNSORTED("leaves siblings unsorted", "report siblings in the order of their names' unsigned bytes, a prefix first"),
    COLLISION(
            "fails on names with equal hash codes", "equal hashes do not make equal names: compare the bytes as well"),
    PREFIX("confuses names that start alike", "compare lengths as well as bytes; a prefix comes first"),
    LONG_NAMES("fails on long names", "a name may be longer than a byte or a short can count"),
    DEPTH("fails on deep stacks", "a stack may have 100,000 frames: walk with an explicit stack, not by recursion"),
    SHARED_STATE(
            "lets trees disturb each other", "two trees are in use at the same time: keep nothing in static fields"),
    DROP(
            "answers wrongly after a tree was dropped",
            "what a dropped tree leaves behind must be cleared before it is used again"),
    WALKED("is changed by being walked", "a walk reads: insertion goes on afterwards"),
    UNSTABLE(
            "answers differently each time",
            "the same insertions have one answer: use no random numbers, clocks or identity"),
    COUNT("counts wrongly", "leave nodeCount and total out, and they are derived from the walk"),
    HANGS("does not return", "look for a loop whose condition never changes"),
    EXITS("ends the JVM", "a tree has no reason to call System.exit"),
    MEMORY("uses up the memory", "look for what grows with each call"),
    THREADS("starts threads", "a tree is used by one thread at a time, and needs no other"),
    PRINTS("prints", "printing costs more than inserting does"),
    WRONG("answers wrongly", "compare with heapwood.tree.ReferenceTree, which is plain to read"),
    THROWS("throws", "no key is illegal: every sequence of bytes is one"),
    NOT_EXAMINED("was not examined to the end", "mend what is named above first");

    private final String label;
    private final String advice;

    Mistake(String label, String advice) {
        this.label = label;
        this.advice = advice;
    }

    /** Returns the mistake in words that follow the tree's name: {@code keeps the caller's array}. */
    public String label() {
        return label;
    }

    /** Returns what to think of next. */
    public String advice() {
        return advice;
    }

    /** Returns whether the mistake makes a tree's behavior wrong; it is only remarked on otherwise. */
    public boolean isWrong() {
        return this != THREADS && this != PRINTS;
    }
}
