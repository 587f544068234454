package heapwood.profile;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The colors of boxes by the change of their totals: blue for a decrease, orange for an increase. The larger the change is relative
 * to the sum of both totals, the stronger the color. The two colors can be told apart with any kind of color vision.
 */
final class DiffColors {
    private static final Color EQUAL = new Color(0xEDEDED);
    private static final Color LESS = new Color(0x56B4E9);
    private static final Color MORE = new Color(0xF2994A);

    /** The legend's texts and their colors, in order. */
    static final Map<String, Color> LEGEND = legend();

    private DiffColors() {}

    private static Map<String, Color> legend() {
        Map<String, Color> legend = new LinkedHashMap<>();
        legend.put("only before", of(1, 0));
        legend.put("half as much after", of(2, 1));
        legend.put("equal", of(1, 1));
        legend.put("twice as much after", of(1, 2));
        legend.put("only after", of(0, 1));
        return legend;
    }

    /**
     * Returns the color for a change of a total.
     *
     * @param left the total before
     * @param right the total after
     */
    static Color of(double left, double right) {
        double change = left + right == 0 ? 0 : (right - left) / (left + right);
        Color end = change < 0 ? LESS : MORE;
        // The square root makes small changes visible and keeps the order.
        double share = Math.sqrt(Math.abs(change));
        return new Color(
                mix(EQUAL.getRed(), end.getRed(), share),
                mix(EQUAL.getGreen(), end.getGreen(), share),
                mix(EQUAL.getBlue(), end.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
