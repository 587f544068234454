package heapwood.notebook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps cells from running on what a failed cell did not make: they would draw an earlier run's data without a word. After a cell failed
 * or was interrupted, the following ones are not run, and each says in one line which cell to run again:
 *
 * <ul>
 *   <li>those that waited for their turn when it failed, as after "run all", or when an interrupt came between two cells;
 *   <li>later, those that use a name which it declares, or which a cell declares that was not run because of it.
 * </ul>
 *
 * <p>Cells that had their first run before the failed one's are run, and so is the failed one, and cells that only import. A cell that
 * ends well is failed no longer, whatever it was before.
 *
 * <p>A second kind is a misspelt parameter: a cell that declared {@code depth} and now declares {@code dept} leaves the old {@code depth} in
 * the kernel. What uses that is not run.
 */
final class CellGate {
    static final String NOT_RUN = "was not run";

    private final Function<String, CellNames> reader;
    private final Map<String, Known> cells = new LinkedHashMap<>();
    private final Map<String, Misspelt> misspelt = new LinkedHashMap<>();
    private String read = "";
    private CellNames namesRead;
    private Instant stopped = Instant.MIN;
    private Instant interrupted = Instant.MIN;
    private Duration clocksDiffer = Duration.ofDays(365);

    /** @param reader of a cell's names from its source */
    CellGate(Function<String, CellNames> reader) {
        this.reader = reader;
    }

    /**
     * A request to run a cell.
     *
     * @param id the cell's in its notebook; empty where the client sends none
     * @param source its code
     * @param sent when the client sent it, by the client's clock
     */
    record Cell(String id, String source, Instant sent) {}

    /** A cell that was asked for at least once. */
    private static final class Known {
        private final int rank;
        private String source = "";
        private CellNames names;
        /** What it declared when it last ended well. */
        private Set<String> declaredLast = Set.of();

        private int count;
        /** What happened to it, as {@code failed}; empty if it ended well. */
        private String trouble = "";
        /** Whether it was run to that. */
        private boolean failed;

        Known(int rank) {
            this.rank = rank;
        }

        /** {@code cell [3] "Scale at = Scale.of(scale);"}. */
        String label() {
            String first = source.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                    .findFirst()
                    .orElse("");
            return "cell [" + count + "] \"" + (first.length() > 50 ? first.substring(0, 49) + "…" : first) + "\"";
        }
    }

    /** A name that its cell declares no longer, and what stands there now. */
    private record Misspelt(Known cell, String now) {}

    /** Returns the time that a message says, such as {@code 2026-01-31T12:00:00.123456Z}; now if it cannot be read. */
    static Instant time(String sent) {
        try {
            return OffsetDateTime.parse(sent).toInstant();
        } catch (DateTimeException e) {
            return Instant.now();
        }
    }

    /**
     * Returns why a cell is not run, in one line; empty if it is.
     *
     * @param now the time, by the kernel's clock
     */
    synchronized Optional<String> refusal(Cell cell, Instant now) {
        Duration late = Duration.between(cell.sent, now);
        clocksDiffer = late.compareTo(clocksDiffer) < 0 ? late : clocksDiffer;
        CellNames names = names(cell.source);
        if (names.imports()) {
            return Optional.empty();
        }
        Known self = find(cell).orElse(null);
        Instant received = cell.sent.plus(clocksDiffer);
        boolean waited = !received.isAfter(stopped);
        return cells.values().stream()
                .filter(other -> other != self && !other.trouble.isEmpty() && (self == null || other.rank < self.rank))
                .sorted(Comparator.comparingInt(other -> other.rank))
                .filter(other -> waited || other.names.feeds(names))
                .findFirst()
                .map(this::cause)
                .map(other -> other.label() + " " + other.trouble + ": run it again first")
                .or(() -> received.isAfter(interrupted)
                        ? oldNameIn(names)
                        : Optional.of("interrupted before it began: run it again"));
    }

    /** A cell's are asked for before it runs and after; reading those of a long cell takes a while. */
    private CellNames names(String source) {
        if (namesRead == null || !read.equals(source)) {
            namesRead = reader.apply(source);
            read = source;
        }
        return namesRead;
    }

    /** The failed cell because of which a cell was not run; that cell itself if none is failed any longer. */
    private Known cause(Known cell) {
        return cells.values().stream()
                .filter(other -> other.rank < cell.rank && other.failed)
                .min(Comparator.comparingInt(other -> other.rank))
                .filter(other -> !cell.failed)
                .orElse(cell);
    }

    private Optional<String> oldNameIn(CellNames names) {
        return misspelt.entrySet().stream()
                .filter(each -> names.mentioned().contains(each.getKey())
                        && !names.declared().contains(each.getKey()))
                .findFirst()
                .map(each -> each.getValue().cell.label() + " declares " + each.getValue().now + " and no longer "
                        + each.getKey() + ": is it misspelt? Correct it and run it again first");
    }

    /**
     * Takes note of how a cell ended.
     *
     * @param count the number that the kernel gave this run
     * @param trouble such as {@code failed} or {@code was interrupted}, or {@link #NOT_RUN}; empty if it ended well
     * @param now the time, by the kernel's clock
     */
    synchronized void ended(Cell cell, int count, String trouble, Instant now) {
        Known known = find(cell).orElseGet(() -> {
            Known added = new Known(cells.size());
            cells.put(cell.id.isEmpty() ? "run " + count : cell.id, added);
            return added;
        });
        CellNames names = names(cell.source);
        if (trouble.isEmpty()) {
            noteOldNames(known, names);
            known.declaredLast = names.declared();
        } else {
            stopped = now;
        }
        known.source = cell.source;
        known.names = names;
        known.count = count;
        known.trouble = trouble;
        known.failed = !trouble.isEmpty() && !trouble.equals(NOT_RUN);
    }

    /**
     * Takes note of an interrupt: it holds for cells that wait, too. Between two of them, or if the running one ends well in spite of it, it
     * would otherwise stop nothing.
     *
     * @param sent when the client sent it, by the client's clock
     * @param now the time, by the kernel's clock
     */
    synchronized void interrupted(Instant sent, Instant now) {
        Instant received = sent.plus(clocksDiffer);
        interrupted = received.isBefore(now) ? received : now;
    }

    /** Forgets cells that are no longer in the notebook. */
    synchronized void deleted(List<?> ids) {
        ids.forEach(id -> {
            Known known = cells.get(id);
            if (known != null) {
                known.trouble = "";
                known.failed = false;
            }
        });
    }

    private void noteOldNames(Known cell, CellNames now) {
        misspelt.values().removeIf(each -> each.cell == cell);
        now.declared().forEach(misspelt::remove);
        List<String> added = new ArrayList<>(now.declared());
        added.removeAll(cell.declaredLast);
        for (String old : cell.declaredLast) {
            if (!now.mentioned().contains(old)) {
                added.stream()
                        .filter(name -> Spelling.isLike(name, old))
                        .findFirst()
                        .ifPresent(name -> misspelt.put(old, new Misspelt(cell, name)));
            }
        }
    }

    /** By its id; without one the cell with that source, or a failed one that was changed in one place. */
    private Optional<Known> find(Cell cell) {
        if (!cell.id.isEmpty()) {
            return Optional.ofNullable(cells.get(cell.id));
        }
        return cells.values().stream()
                .filter(known -> known.source.equals(cell.source))
                .findFirst()
                .or(() -> cells.values().stream()
                        .filter(known -> !known.trouble.isEmpty() && Spelling.isEdited(known.source, cell.source))
                        .findFirst());
    }
}
