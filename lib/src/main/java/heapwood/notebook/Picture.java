package heapwood.notebook;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import heapwood.profile.FlameGraph;
import heapwood.profile.Fonts;
import heapwood.profile.Heatmap;
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
 * A picture with a title, a caption, and a name under which it is saved as PNG and as SVG. The title states the finding, the
 * caption the method. As a cell's last value the picture appears with its caption as text below it; the saved files include the
 * caption.
 *
 * <p>A picture is immutable. It is drawn once when shown and twice when saved, some 100 ms each.
 */
public final class Picture {
    /** The number of the image's pixels along one CSS pixel, so that the picture is sharp on high-density screens and in print. */
    private static final int DENSITY = 2;

    private static final int MARGIN = HouseStyle.MARGIN;
    private static final double LEADING = 1.35;

    /** The size of a flame graph's labels, in CSS pixels. */
    private static final double FLAME_TEXT_SIZE = 12;

    private final String name;
    private final String title;
    private final String caption;
    private final String description;
    private final Drawing body;
    private final int width;
    private final int height;

    /** The body as an SVG of its own, or null if there is none and the body is drawn. */
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
     * Returns a picture of a drawing.
     *
     * @param name the name of the saved files: lower-case letters, digits and dashes, such as {@code 01-growing}
     * @param title the finding in one sentence; empty for none
     * @param caption the method of measurement; empty for none
     * @param body the drawing
     * @param width the width of the drawing, in CSS pixels; a notebook's column is some 760 wide
     * @param height the height of the drawing, in CSS pixels
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public static Picture of(String name, String title, String caption, Drawing body, int width, int height) {
        return new Picture(name, title, caption, "", body, width, height, null);
    }

    /**
     * Returns a picture of an XChart chart, which has its own title.
     *
     * @param name the name of the saved files: lower-case letters, digits and dashes
     * @param caption the method of measurement; empty for none
     * @param chart the chart, drawn at its own size
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public static Picture of(String name, String caption, Chart<?, ?> chart) {
        String title = chart.getTitle() == null ? "" : chart.getTitle();
        Drawing body = chart::paint;
        return new Picture(name, "", caption, title, body, chart.getWidth(), chart.getHeight(), null);
    }

    /**
     * Returns a picture of an image, shown at one CSS pixel for two of the image's pixels.
     *
     * @param name the name of the saved files: lower-case letters, digits and dashes
     * @param title the finding in one sentence; empty for none
     * @param caption the method of measurement; empty for none
     * @param image the image; not copied
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public static Picture of(String name, String title, String caption, BufferedImage image) {
        Drawing body = (graphics, w, h) -> graphics.drawImage(image, 0, 0, w, h, null);
        return new Picture(
                name, title, caption, "", body, image.getWidth() / DENSITY, image.getHeight() / DENSITY, null);
    }

    /**
     * Returns a picture of a flame graph, which has its own title. Its text is enlarged to the size of the text in the kit's other
     * pictures, so it shows fewer names than a file of its own. The saved SVG is the graph's own, with a text for each box on
     * hovering.
     *
     * @param name the name of the saved files: lower-case letters, digits and dashes
     * @param caption the method of measurement; empty for none
     * @param graph the graph, whose width is changed
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public static Picture of(String name, String caption, FlameGraph graph) {
        double enlarged = HouseStyle.TEXT_SIZE / FLAME_TEXT_SIZE;
        graph.width((int) Math.round(HouseStyle.WIDTH / enlarged));
        BufferedImage image = graph.image(DENSITY * enlarged);
        Drawing body = (graphics, w, h) -> graphics.drawImage(image, 0, 0, w, h, null);
        return new Picture(
                name, "", caption, "A flame graph", body, HouseStyle.WIDTH, image.getHeight() / DENSITY, graph.svg());
    }

    /**
     * Returns a picture of a heat map.
     *
     * @param name the name of the saved files: lower-case letters, digits and dashes
     * @param title the finding in one sentence; empty for none
     * @param caption the method of measurement; empty for none
     * @param map the heat map, whose width is changed
     * @throws IllegalArgumentException if the name is not a valid file name
     */
    public static Picture of(String name, String title, String caption, Heatmap map) {
        map.width(HouseStyle.WIDTH);
        Drawing body = (graphics, w, h) -> map.paint(graphics);
        return of(name, title, caption, body, HouseStyle.WIDTH, map.height()).describedAs("A heat map over time");
    }

    /**
     * Returns the same picture with a description after its title, for readers who cannot see it.
     *
     * @param words the description
     */
    public Picture describedAs(String words) {
        return new Picture(name, title, caption, words, body, width, height, ownSvg);
    }

    /**
     * Saves the picture as {@code results/<name>.png} and {@code results/<name>.svg}, each file whole or not at all. A cell can end
     * with {@code plot.picture(…).saved()}.
     *
     * @return this
     * @throws UncheckedIOException if a file cannot be written; the message names it
     */
    public Picture saved() {
        ResultFolder.save(name + ".png", png(true));
        ResultFolder.save(name + ".svg", svg());
        return this;
    }

    /** Returns the path that {@link #saved} writes the PNG to. */
    public Path pngFile() {
        return ResultFolder.path().resolve(name + ".png");
    }

    /** Returns the path that {@link #saved} writes the SVG to. */
    public Path svgFile() {
        return ResultFolder.path().resolve(name + ".svg");
    }

    /** Returns the caption, or an empty text if there is none. */
    public String caption() {
        return caption;
    }

    /** Returns the text for readers who cannot see the picture: title and description, or the name if there are neither. */
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

    /** Returns the bytes of the PNG file, with the title, and with the caption if the file is saved on its own. */
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

    /** Returns the bytes of the SVG file, with title and caption. All text is drawn as shapes, so no font is needed. */
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

    /** Returns an SVG with a title element, which screen readers read aloud. */
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
