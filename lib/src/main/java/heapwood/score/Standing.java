package heapwood.score;

import heapwood.ladder.Rung;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tree's place among the kit's trees, and what to improve next. */
final class Standing {
    static final String REFERENCE = Rung.OBJECTS.toString();
    static final String COMPACT = Rung.ONE_FOREST.toString();

    private static final double MUCH = 1.5;

    /** A quantity that grows ninefold over a decade is quadratic in all; this is half of that way on a logarithmic scale. */
    private static final double GROWS = 3;

    private final Measured own;
    private final List<Measured> kit;
    private final boolean real;

    Standing(Measured own, List<Measured> kit) {
        this.own = own;
        this.kit = kit;
        real = own.figure(Measure.BYTES_REAL).isPresent();
    }

    private Measure objects() {
        return real ? Measure.OBJECTS_REAL : Measure.OBJECTS_GENERATED;
    }

    private Measure bytes() {
        return real ? Measure.BYTES_REAL : Measure.BYTES_GENERATED;
    }

    private Measure insert() {
        return real ? Measure.INSERT_REAL : Measure.INSERT_GENERATED;
    }

    /** Returns the kit's tree whose objects, bytes and speed are the nearest ones, as ratios. Frozen trees cannot be inserted into. */
    String nearest() {
        return kit.stream()
                .filter(each -> !each.tree().equals(Rung.FROZEN.toString()))
                .filter(each -> !Double.isNaN(distance(each)))
                .min(Comparator.comparingDouble(this::distance))
                .map(Measured::tree)
                .orElse(REFERENCE);
    }

    private double distance(Measured other) {
        return Math.abs(Math.log((own.median(objects()) + 0.01) / (other.median(objects()) + 0.01)))
                + Math.abs(Math.log(own.median(bytes()) / other.median(bytes())))
                + Math.abs(Math.log(own.median(insert()) / other.median(insert())));
    }

    /**
     * Returns two or three sentences.
     *
     * @param findings the findings of all checks
     */
    String verdict(List<Finding> findings) {
        Optional<Finding> wrong =
                findings.stream().filter(finding -> !finding.isRight()).findFirst();
        if (wrong.isPresent()) {
            Mistake mistake = wrong.get().mistake();
            return own.tree() + " " + wrong.get().said() + ", in the check \""
                    + wrong.get().check() + "\". "
                    + "Next: " + mistake.advice() + " (notebook 01 shows what a tree of stacks holds). "
                    + (own.figures().isEmpty() ? "It could not be measured." : stands());
        }
        int sequences = findings.stream().mapToInt(Finding::sequences).sum();
        return own.tree() + " answers as the original does in all " + sequences + " sequences. " + stands() + next();
    }

    private String stands() {
        if (own.figure(bytes()).isEmpty()) {
            return own.failures().isEmpty()
                    ? ""
                    : "It has no size: " + own.failures().values().iterator().next() + ". ";
        }
        String near = nearest();
        boolean front = kit.stream().noneMatch(this::beats);
        return String.format(
                java.util.Locale.ROOT,
                "With %s objects and %s bytes a node and %s ns a frame on %s stacks it is nearest to \"%s\"%s. ",
                Digits.of(own.median(objects())),
                Digits.of(own.median(bytes())),
                Digits.of(own.median(insert())),
                real ? "real" : "generated",
                near,
                front ? ", and no tree of the kit is both smaller and faster" : "");
    }

    private boolean beats(Measured other) {
        return other.median(bytes()) <= own.median(bytes()) && other.median(insert()) <= own.median(insert());
    }

    private String next() {
        double objects = own.median(objects());
        double star = own.median(Measure.STAR);
        double reference = reference().median(Measure.STAR);
        if (star > GROWS && !(star < MUCH * reference)) {
            return "Next: an insert beside 10,000 siblings costs " + Digits.of(star)
                    + " times one beside 1,000, so all of them cost quadratic time: look a sibling up in fewer steps (04-speed).";
        }
        if (own.median(Measure.GROWTH) > GROWS) {
            return "Next: an insert into 10^6 nodes costs " + Digits.of(own.median(Measure.GROWTH))
                    + " times one into 1,000: find what grows with the tree (04-speed).";
        }
        if (!own.failures().isEmpty()) {
            Map.Entry<String, String> failed =
                    own.failures().entrySet().iterator().next();
            return "Next: " + failed.getKey() + " failed: " + failed.getValue() + ".";
        }
        if (objects > 3.3) {
            return "Next: a node has more than the reference tree's three objects: a map for each node is several (01-one-tree).";
        }
        if (objects > 2.2) {
            return "Next: share equal names, which are a third of all objects (03-the-compact-tree, step \"names shared\").";
        }
        if (objects > 1.3) {
            return "Next: keep the children of all nodes in one array (03-the-compact-tree, step \"children in one array\").";
        }
        if (objects > 0.1) {
            return "Next: a node need not be an object, its fields fit into columns of numbers"
                    + " (03-the-compact-tree, step \"nodes in columns\").";
        }
        return smallerOrFaster();
    }

    private String smallerOrFaster() {
        double least = kit.stream()
                .filter(each -> !each.tree().equals(Rung.FROZEN.toString()))
                .mapToDouble(each -> each.median(bytes()))
                .min()
                .orElse(Double.NaN);
        if (own.median(bytes()) > MUCH * least) {
            return "Next: " + Digits.of(least) + " bytes a node are enough: write a chain of nodes as a run of names"
                    + " (03-the-compact-tree, step \"one forest\").";
        }
        double fastest =
                kit.stream().mapToDouble(each -> each.median(insert())).min().orElse(Double.NaN);
        if (own.median(insert()) > MUCH * fastest) {
            return "Next: " + Digits.of(fastest)
                    + " ns a frame are possible: find what an insert waits for (04-speed).";
        }
        return "Next: nothing of the kit that can be inserted into is clearly better; a tree that is only read can be frozen"
                + " (03-the-compact-tree).";
    }

    private Measured reference() {
        return kit.stream()
                .filter(each -> each.tree().equals(REFERENCE))
                .findFirst()
                .orElse(own);
    }
}
