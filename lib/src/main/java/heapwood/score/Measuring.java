package heapwood.score;

import static heapwood.lab.rows.Cells.number;
import static heapwood.lab.rows.Cells.text;

import heapwood.lab.host.ChildFolder;
import heapwood.lab.host.Status;
import heapwood.lab.plan.Column;
import heapwood.lab.plan.Experiment;
import heapwood.lab.plan.OwnTrees;
import heapwood.lab.plan.RealProfile;
import heapwood.lab.plan.Trial;
import heapwood.lab.run.Laboratory;
import heapwood.lab.run.TrialListener;
import heapwood.ladder.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.Row;

/**
 * Measures a reader's tree and the kit's in the laboratory: the same tasks in the same kind of child. Rows are kept, so the kit's trees are
 * measured once, and a reader's again only if its code has changed.
 */
final class Measuring implements AutoCloseable {
    private static final String EXPERIMENT = "10-trials";

    /** The number of measurements that may take too long before the others are left out. */
    private static final int MOST_TIMED_OUT = 2;

    private static final List<Rung> FULLY = List.of(Rung.OBJECTS, Rung.ONE_FOREST);

    private final Effort effort;
    private final Laboratory laboratory;
    private final Path directory;
    private final List<RealProfile> profiles;

    /**
     * Creates a measuring.
     *
     * @param results the directory of the rows
     * @param effort the size
     * @param profile the real profile; empty for none
     * @param listener the listener to the laboratory's progress
     * @throws IOException if the profile cannot be read
     */
    Measuring(Path results, Effort effort, Optional<Path> profile, TrialListener listener) throws IOException {
        this.effort = effort;
        laboratory = Laboratory.in(results).telling(listener);
        directory = Files.createTempDirectory("heapwood-score-");
        profiles = profile.isPresent() ? Profiles.of(profile.get(), directory) : List.of();
    }

    private List<Work> works() {
        return Stream.of(Work.values())
                .filter(work -> !profiles.isEmpty() || work != Work.REAL && work != Work.SHUFFLED)
                .toList();
    }

    /** Returns the figures of a step of the ladder. Only the reference tree and the compact tree do all works. */
    Measured of(Rung rung) throws IOException, InterruptedException {
        Map<Work, List<Trial>> plan = new EnumMap<>(Work.class);
        for (Work work : works()) {
            if (does(rung, work)) {
                int jvms = FULLY.contains(rung) ? effort.jvms : effort.rungJvms;
                plan.put(work, work.trial(rung, null, effort, profiles).repeated(jvms));
            }
        }
        return run(rung.toString(), plan, Integer.MAX_VALUE);
    }

    /** Returns whether a card needs a step's figures at a piece of work: all must be in the picture, and two in the table. */
    private boolean does(Rung rung, Work work) {
        boolean brief = effort == Effort.SMOKE;
        return switch (work) {
            case REAL -> true;
            case GENERATED -> FULLY.contains(rung) || !brief || profiles.isEmpty();
            case SHUFFLED, WINDOW -> FULLY.contains(rung);
            case GROWTH, STAR -> rung == Rung.OBJECTS || FULLY.contains(rung) && !brief;
        };
    }

    /**
     * Returns the figures of a reader's tree.
     *
     * @param source the tree
     * @param suspect whether a call of it has not returned before, so that long patience would be for nothing
     */
    Measured of(TreeSource source, boolean suspect) throws IOException, InterruptedException {
        if (source.isRung()) {
            return of(Rung.valueOf(source.className()));
        }
        OwnTrees own = new OwnTrees(source.name(), source.className(), source.classPath(), source.digest());
        Map<Work, List<Trial>> plan = new EnumMap<>(Work.class);
        for (Work work : works()) {
            plan.put(
                    work,
                    work.trial(null, own, effort, profiles)
                            .withPatience(effort.patience(suspect))
                            .repeated(effort.jvms));
        }
        return run(source.name(), plan, MOST_TIMED_OUT);
    }

    private Measured run(String name, Map<Work, List<Trial>> plan, int mostTimedOut)
            throws IOException, InterruptedException {
        Map<Measure, Figure> figures = new EnumMap<>(Measure.class);
        Map<String, String> failures = new LinkedHashMap<>();
        int timedOut = 0;
        for (Map.Entry<Work, List<Trial>> each : plan.entrySet()) {
            Work work = each.getKey();
            if (timedOut >= mostTimedOut) {
                failures.put(work.label(), "left out, since others took too long");
                continue;
            }
            // A tree that cannot do a piece of work once is not asked again.
            Laboratory.Outcome first = run(each.getValue().subList(0, 1));
            Laboratory.Outcome outcome = first.failed().isEmpty() ? run(each.getValue()) : first;
            RowFigures.of(work, outcome.measured())
                    .forEach((measure, values) -> figures.put(
                            measure,
                            Figure.of(values.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray())));
            Optional<Row> failed = outcome.failed().stream().findFirst();
            if (failed.isPresent()) {
                String status = text(failed.get(), Column.STATUS);
                failures.put(work.label(), status + reason(status, failed.get()));
                timedOut += status.equals(Status.TIMED_OUT.label()) ? 1 : 0;
            }
        }
        return new Measured(name, figures, failures);
    }

    private Laboratory.Outcome run(List<Trial> trials) throws IOException, InterruptedException {
        return laboratory.run(new Experiment(EXPERIMENT, effort.toString(), new ArrayList<>(trials)));
    }

    private String reason(String status, Row row) {
        if (status.equals(Status.TIMED_OUT.label())) {
            return " after " + Math.round(number(row, Column.WALL_MS) / 1e3) + " s";
        }
        if (status.equals(Status.OUT_OF_MEMORY.label())) {
            return " in a heap of " + (long) number(row, Column.HEAP_MIB) + " MiB";
        }
        return row.isMissing(Column.DETAIL.label()) ? "" : ": " + text(row, Column.DETAIL);
    }

    @Override
    public void close() {
        ChildFolder.removeTree(directory);
    }
}
