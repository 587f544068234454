package heapwood.lab.run;

import java.time.Duration;
import java.util.Optional;

/**
 * A listener to the progress of an experiment. It is called before the experiment, after each trial, and about once a
 * second while a trial runs.
 */
@FunctionalInterface
public interface TrialListener {
    /**
     * Receives the current state, in the thread that runs the experiment.
     *
     * @param state the state
     */
    void changed(State state);

    /**
     * The state of an experiment.
     *
     * @param done the number of trials done, including earlier and failed ones
     * @param total the number of all trials
     * @param earlier the number of trials measured by an earlier run, which are not run again
     * @param failed the number of trials of this run that failed
     * @param running the trial that runs, in a few words; empty between trials
     * @param elapsed the time since the run started
     * @param remaining an estimate of the remaining time from the trials done in this run; empty before the first
     */
    record State(
            int done,
            int total,
            int earlier,
            int failed,
            String running,
            Duration elapsed,
            Optional<Duration> remaining) {

        /**
         * Returns the state in a line: {@code 3 of 12 trials (1 failed), 0:10, about 0:30 to go: G1, 100,002 nodes}.
         */
        public String line() {
            StringBuilder line = new StringBuilder();
            line.append(done).append(" of ").append(total).append(" trials");
            if (earlier > 0) {
                line.append(", ").append(earlier).append(" from earlier runs");
            }
            if (failed > 0) {
                line.append(", ").append(failed).append(" failed");
            }
            line.append("; ").append(clock(elapsed));
            remaining
                    .filter(time -> done < total)
                    .ifPresent(
                            time -> line.append(", about ").append(clock(time)).append(" to go"));
            if (!running.isEmpty()) {
                line.append("; ").append(running);
            }
            return line.toString();
        }

        private static String clock(Duration time) {
            return String.format("%d:%02d", time.toMinutes(), time.toSecondsPart());
        }
    }
}
