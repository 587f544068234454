package heapwood.lab;

import java.time.Duration;
import java.util.Optional;

/** Is told how an experiment goes: before it, after each trial, and about once a second while one runs. */
@FunctionalInterface
public interface TrialListener {
    /** Called by the thread that runs the experiment. */
    void changed(State state);

    /**
     * Where an experiment stands.
     *
     * @param done the trials that are done, earlier ones and failed ones among them
     * @param total all its trials
     * @param earlier how many were measured by an earlier run, and are not run again
     * @param failed how many of this run failed
     * @param running the trial that runs, in a few words; empty between trials
     * @param elapsed since the run started
     * @param remaining an estimate from the trials done in this run; empty before the first
     */
    record State(
            int done,
            int total,
            int earlier,
            int failed,
            String running,
            Duration elapsed,
            Optional<Duration> remaining) {

        /** All of it in a line: {@code 3 of 12 trials (1 failed), 0:10, about 0:30 to go: G1, 100,002 nodes}. */
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
