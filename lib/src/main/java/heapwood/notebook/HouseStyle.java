package heapwood.notebook;

import heapwood.profile.Fonts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;

/** The fonts, backgrounds and grids of the kit's pictures. Sizes are in CSS pixels as shown: 15 of them are 11 points. */
final class HouseStyle {
    static final int WIDTH = 760;
    static final int HEIGHT = 430;
    static final int MARGIN = 14;

    static final float TEXT_SIZE = 15;
    static final float TITLE_SIZE = 19;
    static final Color TEXT = new Color(0x222222);
    static final Color QUIET_TEXT = new Color(0x595959);
    static final Color GRID = new Color(0xE9E9E9);
    static final Color AXIS = new Color(0x8C8C8C);

    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    /** The pattern of a space before a unit, as in {@code 68 %}, {@code 25.2 ms} and {@code 899 k}. */
    private static final String BEFORE_UNIT = "(?<=\\d) (?:%|×|[kMGTPmµnp]?[sB](?!\\w)|[kMGTP](?!\\w))";

    private HouseStyle() {}

    static void apply(XYChart chart) {
        Font text = Fonts.regular(TEXT_SIZE);
        XYStyler styler = chart.getStyler();
        styler.setBaseFont(text);
        styler.setChartTitleFont(Fonts.bold(TITLE_SIZE));
        styler.setAxisTitleFont(text);
        styler.setAxisTickLabelsFont(text);
        styler.setLegendFont(text);
        styler.setAnnotationTextFont(text);
        styler.setChartFontColor(TEXT);
        styler.setAxisTickLabelsColor(TEXT);
        styler.setChartBackgroundColor(Color.WHITE);
        // A white background would cover half of the axis below it, or all of it.
        styler.setPlotBackgroundColor(new Color(0, 0, 0, 0));
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setAxisTickMarksColor(AXIS);
        styler.setAxisTickMarksStroke(new BasicStroke(1));
        styler.setPlotMargin(0);
        // XChart leaves out a label that does not fit at the end of an axis. This leaves room for "500 ns".
        styler.setPlotContentSize(0.93);
        styler.setChartTitleVisible(false);
        styler.setLegendVisible(false);
        styler.setAxisTickPadding(6);
        styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        styler.setChartPadding(6);
        styler.setMarkerSize(9);
        styler.setAntiAlias(true);
    }

    /** Turns on antialiasing of lines and text. */
    static void smooth(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }

    /** Draws text as shapes, so that an SVG looks the same without the font. */
    static void text(Graphics2D graphics, Font font, Color color, String text, double x, double baseline) {
        graphics.setColor(color);
        graphics.fill(font.createGlyphVector(EXACT, text).getOutline((float) x, (float) baseline));
    }

    static double width(Font font, String text) {
        return font.getStringBounds(text, EXACT).getWidth();
    }

    /**
     * Breaks text into lines of at most a width in CSS pixels, never between a number and its unit. A single word may be longer.
     */
    static List<String> wrap(Font font, String text, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("(?!" + BEFORE_UNIT + ")\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(font, longer) > width) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }
}
