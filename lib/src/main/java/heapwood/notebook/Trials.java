package heapwood.notebook;

import heapwood.lab.Experiment;
import heapwood.lab.Laboratory;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Runs the laboratory's experiments from a cell, with a live bar. Their rows lie beside the notebook's pictures, in {@code
 * results/<experiment>.csv}; what is there already is not measured again.
 *
 * <p>In an environment with {@code HEAPWOOD_MEASURE=no} nothing is measured: a notebook draws what there is, as after a long run that was
 * stopped half way.
 */
public final class Trials {
    /** Who is told of experiments instead of their being run; null while they are run. */
    private static volatile Consumer<Experiment> planner;

    private Trials() {}

    /** Thrown where an experiment would have been run. */
    static final class Planned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Planned() {
            super("planned, not run");
        }
    }

    /** From now on tells someone of experiments instead of running them; {@code null} ends that. */
    static void plan(Consumer<Experiment> other) {
        planner = other;
    }

    /**
     * Measures what is not measured yet.
     *
     * @param experiment what to measure
     * @return the rows of all its trials
     * @throws IOException if results cannot be read or written
     * @throws InterruptedException if the reader interrupts the kernel; {@link java.util.concurrent.CancellationException} means
     *     the same. Children are ended then, what was measured is kept, and running the cell again goes on from there
     */
    public static Laboratory.Outcome run(Experiment experiment) throws IOException, InterruptedException {
        return run(experiment, false);
    }

    /**
     * {@link #run(Experiment)}, measuring all of it once more if {@code again} is true.
     *
     * @param experiment what to measure
     * @param again whether to measure what is there already
     */
    public static Laboratory.Outcome run(Experiment experiment, boolean again)
            throws IOException, InterruptedException {
        Consumer<Experiment> plan = planner;
        if (plan != null) {
            plan.accept(experiment);
            throw new Planned();
        }
        try (Progress progress = Progress.of("trials", experiment.trials().size())) {
            return Laboratory.in(ResultFolder.path())
                    .again(again)
                    .measuring(!"no".equals(System.getenv("HEAPWOOD_MEASURE")))
                    .telling(state -> {
                        progress.at(state.done());
                        progress.now(state.running());
                    })
                    .run(experiment);
        }
    }
}
