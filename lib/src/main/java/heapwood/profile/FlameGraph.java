package heapwood.profile;

import heapwood.tree.StackTree;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A tree drawn as a flame graph. Each node is a box on its caller's box; its width is the node's share of the total.
 *
 * <pre>{@code
 * FlameGraph.of(tree).title("javac, allocation").unit("samples").write(Path.of("javac.svg"));
 * }</pre>
 *
 * <p>A picture's size does not depend on the tree's: neighboring boxes narrower than {@link #narrowest} are drawn as one, rows
 * beyond {@link #rows} are left out, and the picture has a note of both. Drawing takes one walk of the tree.
 */
public final class FlameGraph {
    private static final String A_FLAME_GRAPH = "a flame graph";
    private static final int PAGE_ROWS = 512;
    private static final double PAGE_NARROWEST = 1 / 5_000.0;

    /** The tree to draw; either this or the difference is null. */
    private final StackTree tree;

    private final TreeDiff diff;
    private String title = "Flame graph";
    private String unit = "samples";

    /** The unit of the first tree's values; null if it is the same. */
    private String unitBefore;

    private int width = 1_200;
    private int rows = 40;
    private double narrowest = 1;
    private boolean icicle;

    private FlameGraph(StackTree tree, TreeDiff diff) {
        this.tree = tree;
        this.diff = diff;
    }

    /**
     * Returns a flame graph of a tree. The tree is read when the graph is drawn.
     *
     * @param tree the tree to draw
     */
    public static FlameGraph of(StackTree tree) {
        return new FlameGraph(Objects.requireNonNull(tree, "tree"), null);
    }

    /**
     * Returns a flame graph of two trees. A box's width is the sum of its totals in both trees, so that nodes of one tree alone are
     * shown as well; its color shows which total is larger. If totals are made equal ({@link TreeDiff#equalTotals}), width and
     * color show the scaled values, and the titles of boxes both trees' own values.
     *
     * @param diff the two trees
     */
    public static FlameGraph of(TreeDiff diff) {
        return new FlameGraph(null, Objects.requireNonNull(diff, "diff"));
    }

    /**
     * Sets the title, which is drawn above the graph.
     *
     * @param text the title
     * @return this
     */
    public FlameGraph title(String text) {
        title = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Sets the unit of the values. The default is "samples"; "bytes" and "nanoseconds" are shown in larger units.
     *
     * @param text the unit, in the plural
     * @return this
     */
    public FlameGraph unit(String text) {
        unit = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Sets the unit of the first tree's values, if it differs from the second tree's, which {@link #unit} sets.
     *
     * @param text the unit, in the plural
     * @return this
     */
    public FlameGraph unitBefore(String text) {
        unitBefore = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Sets the picture's width. The default is 1,200 pixels.
     *
     * @param pixels the width in pixels, from 200 to 10,000
     * @return this
     * @throws IllegalArgumentException if the width is not between 200 and 10,000
     */
    public FlameGraph width(int pixels) {
        width = inRange("width", pixels, 200, 10_000);
        return this;
    }

    /**
     * Sets the largest number of rows drawn, counted from the root. The default is 40.
     *
     * @param most the number of rows, from 2 to 1,000
     * @return this
     * @throws IllegalArgumentException if the number is not between 2 and 1,000
     */
    public FlameGraph rows(int most) {
        rows = inRange("rows", most, 2, 1_000);
        return this;
    }

    /**
     * Sets the width below which neighboring boxes are drawn as one. The default is 1 pixel.
     *
     * @param pixels the width in pixels, from 0.1 to 100
     * @return this
     * @throws IllegalArgumentException if the width is not between 0.1 and 100
     */
    public FlameGraph narrowest(double pixels) {
        if (!(pixels >= 0.1 && pixels <= 100)) {
            throw new IllegalArgumentException("the narrowest box must have 0.1 to 100 pixels, not " + pixels);
        }
        narrowest = pixels;
        return this;
    }

    /**
     * Sets whether the root is on top (an icicle graph) instead of at the bottom, the default.
     *
     * @param rootOnTop true for the root on top
     * @return this
     */
    public FlameGraph icicle(boolean rootOnTop) {
        icicle = rootOnTop;
        return this;
    }

    private static int inRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "a flame graph's " + what + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    /**
     * Returns the picture as SVG, with a title for each box that is shown on hovering. Walks the tree once.
     *
     * @throws IllegalStateException if this JVM cannot measure text (see {@link Fonts#prepare})
     */
    public String svg() {
        FlamePicture picture = picture();
        SvgCanvas canvas = new SvgCanvas(width, picture.height(), title);
        picture.paint(canvas);
        return canvas.finish();
    }

    /**
     * Returns the picture as an image. Walks the tree once.
     *
     * @param ratio the number of image pixels for each pixel of the picture's width, from 0.25 to 4: 1 for the width set, 2 for a
     *     sharp image on dense screens
     * @throws IllegalArgumentException if the ratio is not between 0.25 and 4
     * @throws IllegalStateException if this JVM cannot draw text (see {@link Fonts#prepare})
     */
    public BufferedImage image(double ratio) {
        if (!(ratio >= 0.25 && ratio <= 4)) {
            throw new IllegalArgumentException("the ratio of an image must be 0.25 to 4, not " + ratio);
        }
        FlamePicture picture = picture();
        ImageCanvas canvas = new ImageCanvas(width, picture.height(), ratio);
        picture.paint(canvas);
        return canvas.finish();
    }

    private FlamePicture picture() {
        FlameLayout layout = layout(narrowest / FlamePicture.boxesWidth(width), rows);
        return new FlamePicture(
                layout, diff != null, title, unit, unitBefore == null ? unit : unitBefore, width, narrowest, icicle);
    }

    private FlameLayout layout(double narrowestShare, int mostRows) {
        return diff == null
                ? FlameLayout.of(tree, narrowestShare, mostRows)
                : FlameLayout.of(diff, narrowestShare, mostRows);
    }

    /**
     * Returns an interactive page with search and zoom, as one HTML file that loads nothing. It shows up to 512 rows, and frames of
     * at least 1/5,000 of the total. For two trees the page shows the sum of a frame's values; the color shows how much larger the
     * second value is.
     *
     * @return the page, in UTF-8
     */
    public byte[] html() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            FlameLayout layout = layout(PAGE_NARROWEST, PAGE_ROWS);
            FlamePage.write(layout, diff != null, title, unit, icicle, out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /**
     * Writes the graph to a file. The end of its name chooses the format: {@code .svg}, {@code .png} or {@code .html}, compressed
     * if {@code .gz}, {@code .xz} or {@code .zst} follows.
     *
     * @param file the file to write; if it exists, it is replaced once everything is written
     * @throws IllegalArgumentException if the name has none of these ends
     * @throws ProfileException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        PictureFormat.of(file, A_FLAME_GRAPH)
                .write(file, new PictureFormat.Drawn(this::svg, () -> image(1), this::html));
    }

    /**
     * Checks that the end of a file's name chooses a format, so that an error shows before long work is done.
     *
     * @param file the file to write later
     * @return the same file
     * @throws IllegalArgumentException as {@link #write} does
     */
    public static Path checkName(Path file) {
        PictureFormat.of(file, A_FLAME_GRAPH);
        return file;
    }

    /** Returns whether the end of a file's name chooses a format of {@link #write}. */
    public static boolean isPicture(Path file) {
        return PictureFormat.named(file).isPresent();
    }
}
