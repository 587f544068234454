package heapwood.score;

import heapwood.lab.host.Collector;
import heapwood.lab.host.Jdk;
import heapwood.lab.plan.Climb;
import heapwood.lab.plan.Forest;
import heapwood.lab.plan.OwnTrees;
import heapwood.lab.plan.RealProfile;
import heapwood.lab.plan.Task;
import heapwood.lab.plan.Trial;
import heapwood.lab.plan.Window;
import heapwood.ladder.Rung;
import heapwood.workload.Schedule;
import heapwood.workload.TreeKind;
import heapwood.workload.TreeShape;
import java.util.List;

/** A piece of work that trees are measured at, by the tasks of the laboratory that the notebooks use. */
enum Work {
    GENERATED("generated stacks"),
    REAL("real stacks as recorded"),
    SHUFFLED("real stacks shuffled"),
    WINDOW("a sliding window"),
    GROWTH("growing to 10^6 nodes"),
    STAR("growing to 10^4 siblings");

    /** The heap as a multiple of the reference trees: half of it is free for a tree of twice their size. */
    private static final double HEADROOM = 5;

    private static final double WINDOW_HEADROOM = 2;
    private static final TreeShape GROWING = new TreeShape(2_000, 500, 4);
    private static final TreeShape SIBLINGS = new TreeShape(10_000, 1, 4);

    private final String label;

    Work(String label) {
        this.label = label;
    }

    /** Returns the work in words. */
    String label() {
        return label;
    }

    /**
     * Returns the trial of a tree.
     *
     * @param rung the kit's tree; null for a reader's
     * @param own the reader's tree; null for the kit's
     * @param effort the size
     * @param profiles the recorded profile and the shuffled one
     */
    Trial trial(Rung rung, OwnTrees own, Effort effort, List<RealProfile> profiles) {
        return switch (this) {
            case GENERATED -> climb(rung, own, forest(effort.generated), effort);
            case REAL -> real(rung, own, profiles.get(0), effort);
            case SHUFFLED -> real(rung, own, profiles.get(1), effort);
            case WINDOW -> window(rung, own, effort);
            case GROWTH -> grow(rung, own, GROWING, effort);
            case STAR -> grow(rung, own, SIBLINGS, effort);
        };
    }

    private static Forest forest(TreeShape shape) {
        return new Forest(TreeKind.REFERENCE, 1, shape, Schedule.SEED, true);
    }

    private static Trial climb(Rung rung, OwnTrees own, Forest forest, Effort effort) {
        Climb climb = own == null ? Climb.of(rung, forest) : Climb.of(own, forest);
        return Trial.of(Task.CLIMB, climb, Jdk.current(), Collector.SERIAL, HEADROOM)
                .withCollections(effort.repetitions);
    }

    private static Trial real(Rung rung, OwnTrees own, RealProfile profile, Effort effort) {
        Climb climb = own == null ? Climb.of(rung, profile) : Climb.of(own, profile);
        return Trial.of(Task.CLIMB, climb, Jdk.current(), Collector.SERIAL, HEADROOM)
                .withCollections(effort.repetitions);
    }

    private static Trial grow(Rung rung, OwnTrees own, TreeShape shape, Effort effort) {
        Climb climb = own == null ? Climb.of(rung, forest(shape)) : Climb.of(own, forest(shape));
        return Trial.of(Task.GROW, climb, Jdk.current(), Collector.SERIAL, HEADROOM)
                .withCollections(effort.repetitions);
    }

    private static Trial window(Rung rung, OwnTrees own, Effort effort) {
        TreeShape first = Schedule.step(Schedule.FIRST).shape();
        Window window = new Window(
                new Forest(TreeKind.REFERENCE, effort.windowTrees, first, Schedule.SEED, true), effort.windowMillis);
        Window filled = own == null
                ? window.as(rung == Rung.ONE_FOREST ? TreeKind.COMPACT : TreeKind.REFERENCE)
                : window.as(own);
        return Trial.of(Task.WINDOW, window, Jdk.current(), Collector.G1, WINDOW_HEADROOM)
                .with(filled);
    }
}
