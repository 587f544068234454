package heapwood.profile;

import heapwood.profile.FlameLayout.Box;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A picture of a flame graph's layout: the title, boxes with labels, the packages' colors, and a line about what is not drawn. */
final class FlamePicture {
    private static final int MARGIN = 12;
    private static final int ROW = 18;
    private static final int LABEL_INSET = 4;
    /** The smallest width in pixels of a box that gets a label. */
    private static final int SMALLEST_LABEL = 24;

    private static final int LEGEND_ENTRIES = 8;
    private static final int LEGEND_LINES = 3;
    private static final int NOTE_LINE = 21;

    /** The width in pixels of a legend's colored square and the room around it. */
    private static final int SWATCH = 16;

    private static final Color INK = new Color(0x1F1F1F);
    private static final Color SOFT_INK = new Color(0x5A5A5A);
    private static final Color CUT_EDGE = new Color(0x4A4A4A);
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    private final FlameLayout layout;
    private final boolean isDiff;
    private final String title;
    private final String unit;
    private final String unitBefore;
    private final int width;
    private final double narrowest;
    private final boolean icicle;
    private final Font titleFont = Fonts.bold(18);
    private final Font labelFont = Fonts.regular(12);
    private final Font noteFont = Fonts.regular(12);
    private final PackageColors packageColors;
    private final List<Entry> legend;
    private final List<String> notes;

    /**
     * Creates a picture.
     *
     * @param isDiff whether boxes stand for two trees
     * @param narrowest the width in pixels of the narrowest box, for the note
     * @param icicle whether the root is on top
     */
    FlamePicture(
            FlameLayout layout,
            boolean isDiff,
            String title,
            String unit,
            String unitBefore,
            int width,
            double narrowest,
            boolean icicle) {
        this.layout = layout;
        this.isDiff = isDiff;
        this.title = title;
        this.unit = unit;
        this.unitBefore = unitBefore;
        this.width = width;
        this.narrowest = narrowest;
        this.icicle = icicle;
        this.packageColors = PackageColors.of(layout.boxes());
        this.legend = isDiff ? row(DiffColors.LEGEND) : row(packages());
        this.notes = notes();
    }

    /** Returns the width in pixels of all boxes, between two margins of {@link #MARGIN}. */
    static int boxesWidth(int width) {
        return width - 2 * MARGIN;
    }

    int height() {
        return boxesTop() + boxesHeight() + 10 + NOTE_LINE * (legendLines() + notes.size()) + 4;
    }

    private int legendLines() {
        return legend.isEmpty() ? 0 : legend.get(legend.size() - 1).line + 1;
    }

    private int boxesTop() {
        return 44;
    }

    private int boxesHeight() {
        return Math.max(1, layout.usedRows()) * ROW;
    }

    void paint(Canvas canvas) {
        text(
                canvas,
                MARGIN,
                28,
                FrameText.fit(title, boxesWidth(width), text -> measure(text, titleFont)),
                titleFont,
                INK);
        for (Box box : layout.boxes()) {
            paint(box, canvas);
        }
        if (layout.boxes().isEmpty()) {
            text(canvas, MARGIN, boxesTop() + 13, "no " + unit, labelFont, SOFT_INK);
        }
        int below = boxesTop() + boxesHeight() + 10;
        paintLegend(canvas, below + 14);
        for (int i = 0; i < notes.size(); i++) {
            int baseline = below + 14 + (legendLines() + i) * NOTE_LINE;
            text(canvas, MARGIN, baseline, notes.get(i), noteFont, SOFT_INK);
        }
    }

    private void paint(Box box, Canvas canvas) {
        double x = MARGIN + box.left() * boxesWidth(width);
        double y = boxesTop() + (icicle ? box.row() * ROW : boxesHeight() - (box.row() + 1) * ROW);
        double boxWidth = box.width() * boxesWidth(width);
        // A white line between neighbors, unless boxes are so narrow that the lines would dominate.
        double gap = boxWidth < 3 ? 0 : boxWidth < 8 ? 0.5 : 1;
        canvas.rectangle(x, y, boxWidth - gap, ROW - 1, color(box), hover(box));
        if (box.cut()) {
            canvas.rectangle(x, icicle ? y + ROW - 3 : y, boxWidth - gap, 2, CUT_EDGE, null);
        }
        if (box.name() == null) {
            return;
        }
        String name = box.row() == 0 ? rootLabel(box) : box.name();
        double room = boxWidth - gap - 2 * LABEL_INSET;
        String label = room < SMALLEST_LABEL ? "" : FrameText.fit(name, room, text -> measure(text, labelFont));
        if (!label.isEmpty()) {
            text(canvas, x + LABEL_INSET, y + 13, label, labelFont, INK);
        }
    }

    private String rootLabel(Box root) {
        return "all: " + weight(root);
    }

    /** Returns the text of a box's weight; for two trees, of its weight in each. */
    private String weight(Box box) {
        if (!isDiff) {
            return Quantity.text(box.after(), unit);
        }
        return Quantity.text(box.before(), unitBefore) + " before, " + Quantity.text(box.after(), unit) + " after";
    }

    private Color color(Box box) {
        if (isDiff) {
            return DiffColors.of(FlameLayout.unsigned(layout.expected(box)), FlameLayout.unsigned(box.after()));
        }
        if (box.row() == 0) {
            return PackageColors.ROOT;
        }
        return box.name() == null ? PackageColors.NARROW : packageColors.of(FrameText.packageOf(box.name()));
    }

    private String hover(Box box) {
        String share = String.format(Locale.ROOT, "%.2f %%", 100 * box.width());
        String weight = weight(box) + ", " + share + (isDiff ? " of both" : "");
        if (box.name() == null) {
            return Quantity.count(box.nodes()) + " nodes too narrow to draw: " + weight;
        }
        String self = isDiff || box.self() == 0 ? "" : "; " + Quantity.text(box.self(), unit) + " of its own";
        return (box.row() == 0 ? "all" : box.name()) + ": " + weight + self;
    }

    /** Returns the packages that take up most room and their colors, the largest first. */
    private Map<String, Color> packages() {
        List<String> names = packageColors.heaviestFirst();
        Map<String, Color> colors = new LinkedHashMap<>();
        for (String name : names.subList(0, Math.min(LEGEND_ENTRIES, names.size()))) {
            colors.put(name.isEmpty() ? "(no package)" : name, packageColors.of(name));
        }
        return colors;
    }

    /** Returns the entries of a legend for texts and their colors, as many as fit into three lines. */
    private List<Entry> row(Map<String, Color> colors) {
        List<Entry> entries = new ArrayList<>();
        double x = MARGIN;
        int line = 0;
        for (Map.Entry<String, Color> color : colors.entrySet()) {
            double entryWidth = SWATCH + measure(color.getKey(), noteFont);
            if (x > MARGIN && x + entryWidth > width - MARGIN) {
                x = MARGIN;
                line++;
            }
            if (line == LEGEND_LINES) {
                break;
            }
            entries.add(new Entry(x, line, color.getKey(), color.getValue()));
            x += entryWidth + SWATCH;
        }
        return entries;
    }

    /** An entry of the legend, with its place. */
    private record Entry(double x, int line, String text, Color color) {}

    private void paintLegend(Canvas canvas, int y) {
        for (Entry entry : legend) {
            int baseline = y + entry.line * NOTE_LINE;
            canvas.rectangle(entry.x, baseline - 10, 12, 12, entry.color, null);
            text(canvas, entry.x + SWATCH, baseline, entry.text, noteFont, INK);
        }
    }

    /** Returns the lines of the note about what is drawn and what is not. */
    private List<String> notes() {
        List<String> phrases = new ArrayList<>();
        phrases.add((isDiff ? "as wide as before" + times() + " and after together; " : "")
                + Quantity.count(layout.drawn()) + " of " + Quantity.count(layout.nodes()) + " nodes drawn");
        if (layout.boxes().stream().anyMatch(box -> box.name() == null)) {
            phrases.add(
                    (isDiff ? "unlabelled" : "gray") + ": frames narrower than " + number(narrowest) + " px, together");
        }
        if (layout.isCut()) {
            phrases.add("dark edge: stacks go on, the deepest has " + Quantity.count(layout.deepest()) + " frames");
        }
        List<String> lines = new ArrayList<>();
        String line = phrases.get(0);
        for (String phrase : phrases.subList(1, phrases.size())) {
            if (measure(line + "; " + phrase, noteFont) > boxesWidth(width)) {
                lines.add(line + ";");
                line = phrase;
            } else {
                line += "; " + phrase;
            }
        }
        lines.add(line);
        return lines;
    }

    /** Returns the text of the factor by which values before are multiplied, for two trees whose totals are made equal. */
    private String times() {
        return layout.scale() == 1 ? "" : String.format(Locale.ROOT, " × %.4g", layout.scale());
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private void text(Canvas canvas, double x, double y, String text, Font font, Color color) {
        canvas.text(x, y, text, measure(text, font), font, color);
    }

    private static double measure(String text, Font font) {
        return font.getStringBounds(text, METRICS).getWidth();
    }
}
