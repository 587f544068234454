package heapwood.notebook;

import heapwood.lab.Experiment;
import heapwood.lab.Laboratory;
import java.io.IOException;

/**
 * Runs the laboratory's experiments from a cell, with a live bar. Their rows lie beside the notebook's pictures, in {@code
 * results/<experiment>.csv}; what is there already is not measured again.
 */
public final class Trials {
    private Trials() {}

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
        try (Progress progress = Progress.of("trials", experiment.trials().size())) {
            return Laboratory.in(ResultFolder.path())
                    .again(again)
                    .telling(state -> {
                        progress.at(state.done());
                        progress.now(state.running());
                    })
                    .run(experiment);
        }
    }
}
