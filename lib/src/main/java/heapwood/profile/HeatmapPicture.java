package heapwood.profile;

import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A picture of the sums of a grid's cells: the title, the cells, both axes of time, and a scale of colors. */
final class HeatmapPicture {
    private static final int MARGIN = 14;
    private static final int LEFT = 78;
    private static final int LEGEND_WIDTH = 200;
    private static final double HEIGHT = 300;

    /** The least room between two labels of the horizontal axis. */
    private static final int LABEL_ROOM = 30;

    private static final Color INK = new Color(0x222222);
    private static final Color SOFT_INK = new Color(0x595959);
    private static final Color AXIS = new Color(0x8C8C8C);
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7));

    private final TimeGrid grid;
    private final long[] sums;
    private final long most;
    private final String title;
    private final String unit;
    private final int width;
    private final double cellWidth;
    private final double cellHeight;
    private final Font titleFont = Fonts.bold(18);
    private final Font font = Fonts.regular(15);

    HeatmapPicture(TimeGrid grid, long[] sums, String title, String unit, int width) {
        this.grid = grid;
        this.sums = sums;
        this.most = Heatmap.most(sums);
        this.title = title;
        this.unit = unit;
        this.width = width;
        cellWidth = (double) (width - LEFT - MARGIN) / grid.columns();
        cellHeight = HEIGHT / grid.rows();
    }

    int height() {
        return (int) (top() + HEIGHT + 100);
    }

    private int top() {
        return title.isEmpty() ? MARGIN : 44;
    }

    void paint(Canvas canvas) {
        if (!title.isEmpty()) {
            String fitting = FrameText.fit(title, width - 2.0 * MARGIN, text -> measure(text, titleFont));
            canvas.text(MARGIN, 28, fitting, measure(fitting, titleFont), titleFont, INK);
        }
        paintCells(canvas);
        paintOffsets(canvas);
        paintTimes(canvas);
        paintLegend(canvas, top() + HEIGHT + 70);
    }

    private void paintCells(Canvas canvas) {
        // One rectangle for all cells without samples keeps an SVG small.
        canvas.rectangle(LEFT, top(), cellWidth * grid.columns(), HEIGHT, Heatmap.color(0, 1), null);
        double gapX = cellWidth >= 4 ? 0.5 : 0;
        double gapY = cellHeight >= 4 ? 0.5 : 0;
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] > 0) {
                int column = i / grid.rows();
                double y = top() + HEIGHT - (i % grid.rows() + 1) * cellHeight;
                canvas.rectangle(
                        LEFT + column * cellWidth,
                        y,
                        cellWidth - gapX,
                        cellHeight - gapY,
                        Heatmap.color(sums[i], most),
                        time(grid.from().plus(grid.cell().multipliedBy(i)), true) + ": "
                                + Quantity.text(sums[i], unit));
            }
        }
    }

    private void paintOffsets(Canvas canvas) {
        canvas.rectangle(LEFT - 1, top(), 1, HEIGHT + 1, AXIS, null);
        for (int quarter = 0; quarter <= 4; quarter += 2) {
            String label = quarter == 0
                    ? "0"
                    : Heatmap.length(grid.column().multipliedBy(quarter).dividedBy(4));
            double y = top() + HEIGHT - HEIGHT * quarter / 4;
            canvas.rectangle(LEFT - 5, y, 5, 1, AXIS, null);
            double baseline = Math.max(y + 5, top() + 11);
            right(canvas, label, LEFT - 9, baseline);
        }
    }

    private void paintTimes(Canvas canvas) {
        double bottom = top() + HEIGHT;
        canvas.rectangle(LEFT - 1, bottom, cellWidth * grid.columns() + 1, 1, AXIS, null);
        Duration step = labelStep();
        long seconds = step.toSeconds();
        Instant end = grid.from().plus(grid.column().multipliedBy(grid.columns()));
        long first = -Math.floorDiv(-grid.from().getEpochSecond(), seconds) * seconds;
        for (Instant at = Instant.ofEpochSecond(first); at.isBefore(end); at = at.plus(step)) {
            double x = x(at);
            String label = time(at, false);
            double half = measure(label, font) / 2;
            canvas.rectangle(x, bottom, 1, 5, AXIS, null);
            if (x + half <= width) {
                canvas.text(x - half, bottom + 22, label, 2 * half, font, INK);
            }
        }
        String axis = "time (UTC, from "
                + DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(grid.from())
                + " on); up: the time since the start of each column of " + Heatmap.length(grid.column())
                + ", in cells of "
                + Heatmap.length(grid.cell());
        String fitting = FrameText.fit(axis, width - 2.0 * MARGIN, text -> measure(text, font));
        canvas.text(MARGIN, bottom + 48, fitting, measure(fitting, font), font, SOFT_INK);
    }

    private double x(Instant time) {
        double columns = (double) Duration.between(grid.from(), time).toMillis()
                / grid.column().toMillis();
        return LEFT + columns * cellWidth;
    }

    private Duration labelStep() {
        double room = measure(time(grid.from(), false), font) + LABEL_ROOM;
        for (Duration step : STEPS) {
            double pixels = (double) step.toMillis() / grid.column().toMillis() * cellWidth;
            if (pixels >= room && step.compareTo(grid.column()) >= 0) {
                return step;
            }
        }
        return STEPS.get(STEPS.size() - 1).multipliedBy(1 + grid.columns() / 50);
    }

    private String time(Instant time, boolean exact) {
        String pattern = grid.column().compareTo(Duration.ofHours(6)) >= 0
                ? "yyyy-MM-dd"
                : grid.column().compareTo(Duration.ofMinutes(1)) >= 0 ? "HH:mm" : "HH:mm:ss";
        String full = grid.cell().toNanos() % 1_000_000_000L == 0 ? "yyyy-MM-dd HH:mm:ss" : "HH:mm:ss.SSS";
        return DateTimeFormatter.ofPattern(exact ? full : pattern, Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    private void paintLegend(Canvas canvas, double y) {
        int swatches = 40;
        double x = MARGIN;
        String least = "0";
        canvas.text(x, y + 12, least, measure(least, font), font, INK);
        x += measure(least, font) + 8;
        for (int i = 0; i < swatches; i++) {
            double part = (double) LEGEND_WIDTH / swatches;
            canvas.rectangle(x + i * part, y, part + 0.5, 14, Heatmap.color(i, swatches - 1), null);
        }
        x += LEGEND_WIDTH + 8;
        boolean cut = Arrays.stream(sums).anyMatch(sum -> sum > most);
        String label = Quantity.text(most, unit) + (cut ? " or more" : "") + " in a cell";
        canvas.text(x, y + 12, label, measure(label, font), font, INK);
    }

    private void right(Canvas canvas, String text, double x, double baseline) {
        double length = measure(text, font);
        canvas.text(x - length, baseline, text, length, font, INK);
    }

    private static double measure(String text, Font font) {
        return font.getStringBounds(text, METRICS).getWidth();
    }
}
