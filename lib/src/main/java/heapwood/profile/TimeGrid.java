package heapwood.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A grid of cells of time: columns one after the other, and in each column rows one after the other, from the bottom up.
 *
 * @param from the start of the first column
 * @param column the length of a column
 * @param columns the number of columns
 * @param rows the number of rows
 */
record TimeGrid(Instant from, Duration column, int columns, int rows) {
    private static final int MOST_COLUMNS = 360;

    /** The choices of a column and its rows, from short to long; with the longest the number of columns has no limit. */
    private static final List<TimeGrid> CHOICES = List.of(
            choice(Duration.ofSeconds(1), 50),
            choice(Duration.ofSeconds(10), 50),
            choice(Duration.ofMinutes(1), 60),
            choice(Duration.ofMinutes(10), 60),
            choice(Duration.ofHours(1), 60),
            choice(Duration.ofHours(6), 72),
            choice(Duration.ofDays(1), 96));

    private static TimeGrid choice(Duration column, int rows) {
        return new TimeGrid(Instant.EPOCH, column, 1, rows);
    }

    /**
     * Returns the finest grid of at most 360 columns for a range of time.
     *
     * @param first a time in the first column
     * @param last a time in the last column
     * @param finest the shortest length of a cell
     */
    static TimeGrid of(Instant first, Instant last, Duration finest) {
        TimeGrid best = null;
        for (TimeGrid choice : CHOICES) {
            best = choice.over(first, last);
            if (best.cell().compareTo(finest) >= 0 && best.columns <= MOST_COLUMNS) {
                return best;
            }
        }
        return best;
    }

    private TimeGrid over(Instant first, Instant last) {
        long seconds = column.toSeconds();
        long start = Math.floorDiv(first.getEpochSecond(), seconds);
        long end = Math.floorDiv(last.getEpochSecond(), seconds) + 1;
        return new TimeGrid(Instant.ofEpochSecond(start * seconds), column, (int) Math.min(100_000, end - start), rows);
    }

    /** Returns the length of a cell. */
    Duration cell() {
        return column.dividedBy(rows);
    }

    int cells() {
        return columns * rows;
    }
}
