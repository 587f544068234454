package heapwood.profile;

import heapwood.tree.StackTree;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A tree drawn as a flame graph: a box a node, as wide as its share of the total, on its caller's.
 *
 * <pre>{@code
 * FlameGraph.of(tree).title("javac, allocation").unit("samples").write(Path.of("javac.svg"));
 * }</pre>
 *
 * <p>A picture's size does not depend on the tree's: boxes narrower than {@link #narrowest} become one, rows beyond
 * {@link #rows} are left out, and the picture says so. Drawing takes one walk of the tree.
 */
public final class FlameGraph {
    private static final int PAGE_ROWS = 512;
    private static final double PAGE_NARROWEST = 1 / 5_000.0;

    /** What is drawn: exactly one of the two. */
    private final StackTree tree;

    private final TreeDiff diff;
    private String title = "Flame graph";
    private String unit = "samples";

    /** Null for the same. */
    private String unitBefore;

    private int width = 1_200;
    private int rows = 40;
    private double narrowest = 1;
    private boolean icicle;

    private FlameGraph(StackTree tree, TreeDiff diff) {
        this.tree = tree;
        this.diff = diff;
    }

    /** A flame graph of a tree, which is read when the graph is drawn. */
    public static FlameGraph of(StackTree tree) {
        return new FlameGraph(Objects.requireNonNull(tree, "tree"), null);
    }

    /**
     * A flame graph of two trees: a box is as wide as both its totals together, so that what is in one of them only is seen as well,
     * and its color says which has more. Where totals are made equal ({@link TreeDiff#equalTotals}), width and color are of what is
     * compared, and titles tell both sides' own values.
     */
    public static FlameGraph of(TreeDiff diff) {
        return new FlameGraph(null, Objects.requireNonNull(diff, "diff"));
    }

    /**
     * What stands above it.
     *
     * @return this
     */
    public FlameGraph title(String text) {
        title = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * What the values count, in the plural; "samples" unless said. "bytes" and "nanoseconds" are shown in larger units.
     *
     * @return this
     */
    public FlameGraph unit(String text) {
        unit = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * What the values of the first of two trees count, if that is something else than the second one's, which {@link #unit} says.
     *
     * @return this
     */
    public FlameGraph unitBefore(String text) {
        unitBefore = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * The picture's width in pixels, 1,200 unless said.
     *
     * @return this
     * @throws IllegalArgumentException if it is not between 200 and 10,000
     */
    public FlameGraph width(int pixels) {
        width = inRange("width", pixels, 200, 10_000);
        return this;
    }

    /**
     * The most rows drawn from the root on, 40 unless said.
     *
     * @return this
     * @throws IllegalArgumentException if it is not between 2 and 1,000
     */
    public FlameGraph rows(int most) {
        rows = inRange("rows", most, 2, 1_000);
        return this;
    }

    /**
     * The width in pixels below which boxes are drawn together, 1 unless said.
     *
     * @return this
     * @throws IllegalArgumentException if it is not between 0.1 and 100
     */
    public FlameGraph narrowest(double pixels) {
        if (!(pixels >= 0.1 && pixels <= 100)) {
            throw new IllegalArgumentException("the narrowest box must have 0.1 to 100 pixels, not " + pixels);
        }
        narrowest = pixels;
        return this;
    }

    /**
     * Whether the root is on top (an icicle), instead of at the bottom.
     *
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
     * The picture as SVG: scalable, with a title for each box on hovering.
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
     * The picture as an image.
     *
     * @param ratio the image's pixels for one of the picture's: 1 for the width asked for, 2 for a sharp one on dense
     *     screens
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
     * An interactive page, with search and zoom: one HTML file that loads nothing. It shows up to 512 rows, and frames from 1/5,000 of
     * the total on. Of two trees, the page shows a frame's values together, and in its color how much more the second one has.
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
     * Writes a file, in the format that its name's end says: {@code .svg}, {@code .png} or {@code .html}; packed where that is followed
     * by {@code .gz}, {@code .xz} or {@code .zst}.
     *
     * @param file replaced if it exists, and only once everything is written
     * @throws IllegalArgumentException if the name ends otherwise
     * @throws ProfileException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        Format format = Format.of(file);
        Outputs.write(
                file,
                out -> Packing.of(file).write(out, packed -> {
                    switch (format) {
                        case SVG -> packed.write(svg().getBytes(StandardCharsets.UTF_8));
                        case HTML -> packed.write(html());
                        case PNG -> ImageIO.write(image(1), "png", packed);
                    }
                }));
    }

    /**
     * Returns the file if its name's end says a format: a check before long work is done for it.
     *
     * @throws IllegalArgumentException as {@link #write} does
     */
    public static Path checkName(Path file) {
        Format.of(file);
        return file;
    }

    /** Returns whether a name's end says a picture's format, so that {@link #write} takes it. */
    public static boolean isPicture(Path file) {
        return Format.named(file).isPresent();
    }

    private enum Format {
        SVG,
        PNG,
        HTML;

        static Format of(Path file) {
            return named(file)
                    .orElseThrow(() -> new IllegalArgumentException(
                            file + ": a flame graph is written to a file whose name ends in .svg, .png or .html"));
        }

        static Optional<Format> named(Path file) {
            String name = Packing.unpackedName(file);
            return Arrays.stream(values())
                    .filter(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }
}
