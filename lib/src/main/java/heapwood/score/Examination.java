package heapwood.score;

import heapwood.ladder.Layout;
import heapwood.workload.GoldenCase;
import heapwood.workload.GoldenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An examination of a tree's behavior inside this JVM, check by check. */
final class Examination {
    private static final String GOLDEN = "/golden/cases.jsonl.gz";
    private static final long HUNG_MILLIS = 100;

    /** The most calls of one check that may run on; Java cannot end them. */
    private static final int MOST_LATE = 8;

    private static final int REPEATS = 12;
    private static final int UNSTABLE_TRIES = 20;

    private final Exam exam;
    private final Worker worker = new Worker();
    private final long seed;
    private final long millis;

    /**
     * Creates an examination.
     *
     * @param layout the trees
     * @param seed the seed of all sequences
     * @param millis the longest time to wait for one sequence
     */
    Examination(Layout layout, long seed, long millis) {
        exam = new Exam(layout, worker);
        this.seed = seed;
        this.millis = millis;
    }

    /** Returns the number of threads that this examination has started itself. */
    int threadsStarted() {
        return worker.started();
    }

    /** Returns whether calls are still running that cannot be ended. */
    boolean isStuck() {
        return worker.late() > 0;
    }

    /** Returns the finding of a check: its first mistake, or that there is none. */
    Finding of(Check check) throws InterruptedException {
        List<List<Insert>> sequences = sequences(check);
        for (int i = 0; i < sequences.size(); i++) {
            Optional<Difference> difference = exam.differenceOf(sequences.get(i), check.style(), millis);
            if (difference.isPresent()) {
                return finding(check, i + 1, sequences.get(i), difference.get());
            }
        }
        return Finding.right(check.name(), sequences.size());
    }

    private List<List<Insert>> sequences(Check check) {
        List<List<Insert>> sequences = new ArrayList<>();
        if (check.family() == null) {
            for (GoldenCase golden : goldenCases()) {
                sequences.add(golden.inserts().stream()
                        .map(insert -> new Insert(insert.key(), insert.value()))
                        .toList());
            }
        }
        for (int i = 0; check.family() != null && i < check.sequences(); i++) {
            sequences.add(check.sequence(seed, i));
        }
        return sequences;
    }

    /** Returns the recorded cases. The reference tree answers as recorded in all of them, by a test of the build. */
    static List<GoldenCase> goldenCases() {
        List<GoldenCase> cases = new ArrayList<>();
        try (GoldenFile file = new GoldenFile(Examination.class.getResourceAsStream(GOLDEN))) {
            for (GoldenCase next = file.next(); next != null; next = file.next()) {
                cases.add(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(GOLDEN + ": cannot be read", e);
        }
        return cases;
    }

    private Finding finding(Check check, int number, List<Insert> inserts, Difference first)
            throws InterruptedException {
        boolean endless = first.kind() == Difference.Kind.HUNG;
        boolean stable = endless || first.kind() == Difference.Kind.MEMORY || repeats(inserts, check.style(), first);
        long patience = endless ? Math.min(millis, HUNG_MILLIS) : millis;
        int mostLate = worker.late() + MOST_LATE;
        List<Insert> reduced = new Reducer(some -> worker.late() < mostLate
                        && latest(some, check.style(), patience, stable ? 1 : UNSTABLE_TRIES)
                                .isPresent())
                .reduced(inserts);
        Difference difference = latest(reduced, check.style(), patience, stable ? 1 : UNSTABLE_TRIES)
                .orElse(first);
        Diagnosis.Named named = stable
                ? Diagnosis.of(exam, reduced, check.style(), difference, patience)
                : new Diagnosis.Named(Mistake.UNSTABLE, "");
        return new Finding(
                check.name(),
                number,
                named.mistake(),
                named.detail(),
                reduced.stream().map(Insert::toString).toList(),
                difference.expected(),
                difference.got());
    }

    private boolean repeats(List<Insert> inserts, Style style, Difference first) throws InterruptedException {
        for (int i = 0; i < REPEATS; i++) {
            if (!exam.differenceOf(inserts, style, millis).equals(Optional.of(first))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Difference> latest(List<Insert> inserts, Style style, long patience, int tries)
            throws InterruptedException {
        for (int i = 0; i < tries; i++) {
            Optional<Difference> difference = exam.differenceOf(inserts, style, patience);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }
}
