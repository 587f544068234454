package heapwood.notebook;

import heapwood.lab.plan.Experiment;
import heapwood.lab.run.Laboratory;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The entry point for running the laboratory's experiments from a cell, with a live bar. Rows are saved beside the notebook's
 * pictures, in {@code results/<experiment>.csv}; trials already measured are not measured again.
 *
 * <p>In an environment with {@code HEAPWOOD_MEASURE=no} nothing is measured: a notebook draws the existing rows, as after a long
 * run that was stopped half way.
 */
public final class Trials {
    /** The consumer of experiments that are to be planned instead of run; null if experiments run. */
    private static volatile Consumer<Experiment> planner;

    private Trials() {}

    /** The exception that ends a cell at an experiment that is planned instead of run. */
    static final class Planned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Planned() {
            super("planned, not run");
        }
    }

    /** Sets the consumer of experiments that are to be planned instead of run; {@code null} makes them run again. */
    static void plan(Consumer<Experiment> other) {
        planner = other;
    }

    /**
     * Measures the trials of an experiment that are not measured yet.
     *
     * @param experiment the experiment to measure
     * @return the rows of all its trials
     * @throws IOException if results cannot be read or written
     * @throws InterruptedException if the reader interrupts the kernel; {@link java.util.concurrent.CancellationException} means
     *     the same. Children are then ended, existing rows are kept, and the cell continues from there when it runs again
     */
    public static Laboratory.Outcome run(Experiment experiment) throws IOException, InterruptedException {
        return run(experiment, false);
    }

    /**
     * Measures the trials of an experiment, all of them or those not measured yet, as {@link #run(Experiment)} does.
     *
     * @param experiment the experiment to measure
     * @param again whether to measure all trials, even those already measured
     * @return the rows of all its trials
     * @throws IOException if results cannot be read or written
     * @throws InterruptedException if the reader interrupts the kernel
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
