package heapwood.score;

import heapwood.lab.host.Jdk;
import heapwood.lab.host.Machine;
import heapwood.lab.run.TrialListener;
import heapwood.ladder.Rung;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes scorecards. */
public final class Scorer {
    private final Path results;
    private final Effort effort;
    private final long seed;
    private final Optional<Path> profile;
    private final Consumer<String> progress;

    /**
     * Creates a scorer.
     *
     * @param results the directory for the rows of measurements
     * @param effort the size of the measurements
     * @param seed the seed of all sequences
     * @param progress told in a few words what is being done, some times a second
     */
    public Scorer(Path results, Effort effort, long seed, Consumer<String> progress) {
        this.results = results;
        this.effort = effort;
        this.seed = seed;
        this.progress = progress;
        profile = Profiles.find();
    }

    /** Returns a new seed, of few enough digits to be typed. */
    public static long freshSeed() {
        return System.nanoTime() % 1_000_000_000;
    }

    /**
     * Returns the card of a tree. A tree of the kit's is measured only if it has not been, by this code on this machine.
     *
     * @param source the tree
     * @throws IOException if a child cannot be started, or results cannot be read or written
     * @throws InterruptedException if this thread is interrupted; children have been ended then
     */
    public Card score(TreeSource source) throws IOException, InterruptedException {
        Instant start = Instant.now();
        progress.accept("checking the behavior of " + source.name());
        Consumer<Duration> ticker = elapsed ->
                progress.accept("checking the behavior of " + source.name() + ", " + elapsed.toSeconds() + " s");
        List<Finding> findings = Behavior.of(Check.ALL, source, seed, effort.limits(), ticker);
        List<Measured> kit = new ArrayList<>();
        Measured own;
        TrialListener listener = state -> {
            if (!state.running().isEmpty()) {
                progress.accept("measuring: " + state.running());
            }
        };
        try (Measuring measuring = new Measuring(results, effort, profile, listener)) {
            boolean suspect = findings.stream()
                    .anyMatch(finding ->
                            finding.mistake() == Mistake.HANGS || finding.got().startsWith("none within"));
            own = measuring.of(source, suspect);
            for (Rung rung : Rung.values()) {
                kit.add(measuring.of(rung));
            }
        }
        Standing standing = new Standing(own, kit);
        return new Card(
                source.name(),
                List.copyOf(findings),
                own,
                List.copyOf(kit),
                standing.nearest(),
                standing.verdict(findings).strip(),
                provenance(source, start));
    }

    private Card.Provenance provenance(TreeSource source, Instant start) throws InterruptedException {
        return new Card.Provenance(
                seed,
                source.digest(),
                Machine.commit(),
                start.truncatedTo(ChronoUnit.SECONDS).toString(),
                Machine.current().toString(),
                Jdk.current().build(),
                effort.toString(),
                effort.limitsInWords(),
                profile.map(Path::getFileName).map(Path::toString).orElse(""),
                Duration.between(start, Instant.now()).toMillis() / 1e3);
    }
}
