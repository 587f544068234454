package heapwood.notebook;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import heapwood.profile.FlameGraph;
import heapwood.profile.Fonts;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A picture with what it needs to be passed on: a title that states what was found, a caption that says how, a name
 * under which it is saved as PNG and as SVG. As a cell's last value it appears with its caption as text below it; the saved
 * files carry the caption inside.
 *
 * <p>A picture does not change, and costs one drawing when shown and two when saved, some 100 ms each.
 */
public final class Picture {
    /** Pixels for one CSS pixel, so that the picture is sharp on sharp screens and in print. */
    private static final int DENSITY = 2;

    private static final int MARGIN = HouseStyle.MARGIN;
    private static final double LEADING = 1.35;

    /** What flame graphs label their boxes with. */
    private static final double FLAME_TEXT_SIZE = 12;

    private final String name;
    private final String title;
    private final String caption;
    private final String description;
    private final Drawing body;
    private final int width;
    private final int height;

    /** Null where the body draws itself into an SVG. */
    private final String ownSvg;

    private Picture(
            String name,
            String title,
            String caption,
            String description,
            Drawing body,
            int width,
            int height,
            String ownSvg) {
        this.name = ResultFolder.checkName(name);
        this.title = Unmeasured.shown(title.strip());
        this.caption = Unmeasured.shown(caption.strip());
        this.description = Unmeasured.shown(description.strip());
        this.body = Objects.requireNonNull(body);
        this.width = width;
        this.height = height;
        this.ownSvg = ownSvg;
    }

    /**
     * A picture of anything that draws itself.
     *
     * @param name under which it is saved: small letters, digits and dashes, such as {@code 01-growing}
     * @param title what was found, in one sentence; empty for none
     * @param caption how it was measured; empty for none
     * @param body what to draw
     * @param width the drawing's, in CSS pixels; some 760 fill a notebook's column
     * @param height the drawing's
     * @throws IllegalArgumentException if the name is no good file name
     */
    public static Picture of(String name, String title, String caption, Drawing body, int width, int height) {
        return new Picture(name, title, caption, "", body, width, height, null);
    }

    /** A picture of an XChart chart, which has its own title. */
    public static Picture of(String name, String caption, Chart<?, ?> chart) {
        String title = chart.getTitle() == null ? "" : chart.getTitle();
        Drawing body = chart::paint;
        return new Picture(name, "", caption, title, body, chart.getWidth(), chart.getHeight(), null);
    }

    /** A picture of an image, shown at a size of one CSS pixel for two of its pixels. */
    public static Picture of(String name, String title, String caption, BufferedImage image) {
        Drawing body = (graphics, w, h) -> graphics.drawImage(image, 0, 0, w, h, null);
        return new Picture(
                name, title, caption, "", body, image.getWidth() / DENSITY, image.getHeight() / DENSITY, null);
    }

    /**
     * A picture of a flame graph, which has its own title. Its letters become as large as all others in the kit's pictures,
     * so it shows fewer names than in a file of its own; the SVG saved is the graph's own, with a text for each box on
     * hovering.
     *
     * @param graph its width is set
     */
    public static Picture of(String name, String caption, FlameGraph graph) {
        double enlarged = HouseStyle.TEXT_SIZE / FLAME_TEXT_SIZE;
        graph.width((int) Math.round(HouseStyle.WIDTH / enlarged));
        BufferedImage image = graph.image(DENSITY * enlarged);
        Drawing body = (graphics, w, h) -> graphics.drawImage(image, 0, 0, w, h, null);
        return new Picture(
                name, "", caption, "A flame graph", body, HouseStyle.WIDTH, image.getHeight() / DENSITY, graph.svg());
    }

    /** The same picture with words for those who cannot see it, after its title. */
    public Picture describedAs(String words) {
        return new Picture(name, title, caption, words, body, width, height, ownSvg);
    }

    /**
     * Saves it as {@code results/<name>.png} and {@code results/<name>.svg}, each whole or not at all, and returns it, so
     * that a cell can end with {@code plot.picture(…).saved()}.
     *
     * @throws UncheckedIOException if a file cannot be written; the message names it
     */
    public Picture saved() {
        ResultFolder.save(name + ".png", png(true));
        ResultFolder.save(name + ".svg", svg());
        return this;
    }

    /** Where {@link #saved} writes the PNG. */
    public Path pngFile() {
        return ResultFolder.path().resolve(name + ".png");
    }

    /** Where {@link #saved} writes the SVG. */
    public Path svgFile() {
        return ResultFolder.path().resolve(name + ".svg");
    }

    /** How it was measured. */
    public String caption() {
        return caption;
    }

    /** What it shows, for those who cannot see it. */
    public String alternative() {
        String words = (title + (title.isEmpty() || description.isEmpty() ? "" : ". ") + description).strip();
        return words.isEmpty() ? name : words;
    }

    int shownWidth() {
        return width;
    }

    int shownHeight() {
        return titleHeight() + height;
    }

    /** The PNG file's bytes, with the title and, when it is to go about alone, the caption. */
    byte[] png(boolean withCaption) {
        int full = shownHeight() + (withCaption ? captionHeight() : 0);
        BufferedImage image = new BufferedImage(width * DENSITY, full * DENSITY, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(DENSITY, DENSITY);
        paint(graphics, full, withCaption);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a PNG of " + name, e);
        }
        return out.toByteArray();
    }

    /** The SVG file's bytes, with title and caption; all text is shapes, so no font is needed to see it. */
    byte[] svg() {
        if (ownSvg != null) {
            return ownSvg.getBytes(StandardCharsets.UTF_8);
        }
        int full = shownHeight() + captionHeight();
        VectorGraphics2D graphics = new VectorGraphics2D();
        paint(graphics, full, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new SVGProcessor()
                    .getDocument(graphics.getCommands(), new PageSize(0, 0, width, full))
                    .writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make an SVG of " + name, e);
        }
        return withTitle(out.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** An SVG's title element is what screen readers say. */
    private String withTitle(String svg) {
        int end = svg.indexOf('>', svg.indexOf("<svg"));
        String words = Renderings.escape(alternative());
        return svg.substring(0, end + 1) + "<title>" + words + "</title>" + svg.substring(end + 1);
    }

    private void paint(Graphics2D graphics, int full, boolean withCaption) {
        HouseStyle.smooth(graphics);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, full);
        paintLines(graphics, Fonts.bold(HouseStyle.TITLE_SIZE), HouseStyle.TEXT, title, MARGIN);
        Graphics2D below = (Graphics2D) graphics.create();
        below.translate(0, titleHeight());
        body.paint(below, width, height);
        below.dispose();
        if (withCaption) {
            paintLines(graphics, captionFont(), HouseStyle.QUIET_TEXT, caption, shownHeight());
        }
    }

    private void paintLines(Graphics2D graphics, Font font, Color color, String text, double top) {
        double baseline = top + font.getSize2D();
        for (String line : lines(font, text)) {
            HouseStyle.text(graphics, font, color, line, MARGIN, baseline);
            baseline += font.getSize2D() * LEADING;
        }
    }

    private List<String> lines(Font font, String text) {
        return HouseStyle.wrap(font, text, width - 2.0 * MARGIN);
    }

    private static Font captionFont() {
        return Fonts.regular(HouseStyle.TEXT_SIZE);
    }

    private int titleHeight() {
        return blockHeight(Fonts.bold(HouseStyle.TITLE_SIZE), title);
    }

    private int captionHeight() {
        return blockHeight(captionFont(), caption);
    }

    private int blockHeight(Font font, String text) {
        int count = lines(font, text).size();
        return count == 0 ? 0 : (int) Math.ceil(count * font.getSize2D() * LEADING) + MARGIN;
    }
}
