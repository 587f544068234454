package heapwood.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The look of a series, the same in every picture of the kit. The colors are those of Okabe and Ito, which people with any kind of
 * color vision can tell apart; the marker and the line carry the same information.
 *
 * <p>A tree has a color (the reference tree orange, the compact tree blue). A collector has a marker and a line, and a color of its
 * own for pictures about collectors alone. Collectors come in the order of {@link #COLLECTORS}.
 *
 * @param color the color of line, marker and band
 * @param marker the marker at each median
 * @param stroke the stroke of the line
 */
public record Look(Color color, Marker marker, BasicStroke stroke) {
    /** The collectors, in the order of every legend. */
    public static final List<String> COLLECTORS = List.of("Serial", "Parallel", "G1", "ZGC", "Shenandoah", "Epsilon");

    static final Color BLACK = new Color(0x000000);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color SKY_BLUE = new Color(0x56B4E9);
    static final Color GREEN = new Color(0x009E73);
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILLION = new Color(0xD55E00);
    static final Color PURPLE = new Color(0xCC79A7);

    /** The substitute for Okabe and Ito's yellow, which is hard to see on white. */
    static final Color GRAY = new Color(0x6B6B6B);

    private static final List<Color> COLLECTOR_COLORS = List.of(BLACK, GREEN, SKY_BLUE, PURPLE, VERMILLION, GRAY);
    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN,
            SeriesMarkers.CROSS);
    private static final float[][] DASHES = {{2, 4}, {10, 4}, null, {10, 4, 2, 4}, {5, 4}, {1, 3}};

    /**
     * Returns the look of a tree.
     *
     * @param tree reference or compact, in any case
     * @throws IllegalArgumentException if it is neither
     */
    public static Look tree(String tree) {
        return switch (tree.toLowerCase(Locale.ROOT)) {
            case "reference" -> new Look(ORANGE, SeriesMarkers.CIRCLE, stroke(null));
            case "compact" -> new Look(BLUE, SeriesMarkers.SQUARE, stroke(null));
            default ->
                throw new IllegalArgumentException("no look for a tree \"" + tree + "\": use reference or compact");
        };
    }

    /**
     * Returns the look of a collector in a picture about collectors alone.
     *
     * @param collector one of {@link #COLLECTORS}, in any case
     * @throws IllegalArgumentException if it is none of them
     */
    public static Look collector(String collector) {
        int index = indexOf(collector);
        return new Look(COLLECTOR_COLORS.get(index), MARKERS.get(index), stroke(DASHES[index]));
    }

    /**
     * Returns the look of a tree under a collector: the tree's color, the collector's marker and line.
     *
     * @param tree reference or compact, in any case
     * @param collector one of {@link #COLLECTORS}, in any case
     * @throws IllegalArgumentException if either is unknown
     */
    public static Look of(String tree, String collector) {
        int index = indexOf(collector);
        return new Look(tree(tree).color, MARKERS.get(index), stroke(DASHES[index]));
    }

    /**
     * Returns the look of one of the trees and maps that the benchmarks compare.
     *
     * @param name the name of the contestant in the benchmarks; reference and compact look as in {@link #tree}
     * @throws IllegalArgumentException if it is none of them
     */
    public static Look contestant(String name) {
        return switch (name) {
            case "reference", "compact" -> tree(name);
            case "frame-ids" -> new Look(BLUE, SeriesMarkers.TRIANGLE_UP, stroke(null));
            case "batch" -> new Look(BLUE, SeriesMarkers.TRIANGLE_DOWN, stroke(null));
            case "recycled" -> new Look(BLUE, SeriesMarkers.DIAMOND, stroke(null));
            case "frozen" -> new Look(SKY_BLUE, SeriesMarkers.DIAMOND, stroke(null));
            case "hash-maps" -> new Look(VERMILLION, SeriesMarkers.TRIANGLE_DOWN, stroke(null));
            case "fastutil" -> new Look(PURPLE, SeriesMarkers.TRIANGLE_DOWN, stroke(null));
            case "patricia" -> new Look(GREEN, SeriesMarkers.TRIANGLE_DOWN, stroke(null));
            case "mismatch" -> new Look(GRAY, SeriesMarkers.CROSS, stroke(null));
            default -> throw new IllegalArgumentException("no look for \"" + name + "\" in benchmarks");
        };
    }

    /**
     * Returns the look of a kind of trees, for comparisons of other kinds than reference and compact tree.
     *
     * @param trees generated, many small or real
     * @throws IllegalArgumentException if it is none of them
     */
    public static Look trees(String trees) {
        return switch (trees) {
            case "generated" -> new Look(GREEN, SeriesMarkers.SQUARE, stroke(null));
            case "many small" -> new Look(PURPLE, SeriesMarkers.TRIANGLE_UP, stroke(null));
            case "real" -> new Look(BLACK, SeriesMarkers.CIRCLE, stroke(null));
            default -> throw new IllegalArgumentException("no look for trees \"" + trees + "\"");
        };
    }

    /**
     * Returns the look of a line that is neither a tree's nor a collector's, such as a bound, a prediction or the original
     * program's figures: thin, gray, dashed.
     */
    public static Look guide() {
        return new Look(GRAY, SeriesMarkers.NONE, stroke(new float[] {4, 4}));
    }

    /**
     * Returns the look of one series in a picture about neither trees nor collectors.
     *
     * @param number the number of the series, from 0 to 5
     * @throws IndexOutOfBoundsException if there is no such series
     */
    public static Look series(int number) {
        return collector(COLLECTORS.get(number));
    }

    /** Returns the look of a ring around points that are less reliable. */
    static Look ring() {
        return new Look(GRAY, Ring.INSTANCE, stroke(null));
    }

    /** Returns a look of the same color with the marker of a failure. */
    Look failed() {
        return new Look(color, FailureMark.INSTANCE, stroke);
    }

    private static int indexOf(String collector) {
        for (int i = 0; i < COLLECTORS.size(); i++) {
            if (COLLECTORS.get(i).equalsIgnoreCase(collector)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "no look for a collector \"" + collector + "\": use one of " + String.join(", ", COLLECTORS));
    }

    private static BasicStroke stroke(float[] dash) {
        return new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }
}
