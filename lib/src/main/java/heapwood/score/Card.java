package heapwood.score;

import java.util.List;
import java.util.Optional;

/**
 * A scorecard: what a tree does and costs, beside the kit's trees.
 *
 * @param name the tree's name
 * @param findings the findings of all checks of behavior, in their order
 * @param own the tree's figures
 * @param kit the figures of the kit's trees, the reference tree first, by step of the ladder
 * @param nearest the name of the kit's tree with the most similar figures
 * @param verdict two or three sentences: whether it is right, where it stands, and what to improve next
 * @param provenance where the card is from
 */
public record Card(
        String name,
        List<Finding> findings,
        Measured own,
        List<Measured> kit,
        String nearest,
        String verdict,
        Provenance provenance) {
    /**
     * Where a card is from, for whoever repeats it.
     *
     * @param seed the seed of all sequences
     * @param digest a text that changes with the tree's code; empty for a tree of the kit
     * @param commit the commit of the kit
     * @param time the date and time
     * @param machine the machine
     * @param jdk the JDK
     * @param scale the size of the measurements
     * @param limits the limits of time and memory
     * @param profile the name of the real profile; empty without one
     * @param seconds the time that the card took
     */
    public record Provenance(
            long seed,
            String digest,
            String commit,
            String time,
            String machine,
            String jdk,
            String scale,
            String limits,
            String profile,
            double seconds) {
        /** Returns all of it in one line. */
        public String line() {
            return "seed " + seed + "; " + machine + "; JDK " + jdk + "; scale " + scale + "; " + limits
                    + (profile.isEmpty() ? "; no real profile was found" : "; real stacks: " + profile)
                    + (digest.isEmpty() ? "" : "; code " + digest) + (commit.isEmpty() ? "" : "; commit " + commit)
                    + "; " + time + "; took "
                    + Math.round(seconds) + " s";
        }
    }

    /** Returns whether the tree's behavior is right in all checks. */
    public boolean isRight() {
        return findings.stream().allMatch(Finding::isRight);
    }

    /** Returns the first mistake in behavior, if there is one. */
    public Optional<Finding> firstMistake() {
        return findings.stream().filter(finding -> !finding.isRight()).findFirst();
    }

    /** Returns the figures of a tree of the kit, if there is one of that name. */
    public Optional<Measured> kit(String tree) {
        return kit.stream().filter(measured -> measured.tree().equals(tree)).findFirst();
    }

    /** Returns the trees of the card's table: this one, the reference tree, the compact tree, and the nearest one if it is another. */
    public List<Measured> compared() {
        return java.util.stream.Stream.of(
                        Optional.of(own), kit(Standing.REFERENCE), kit(Standing.COMPACT), kit(nearest))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
