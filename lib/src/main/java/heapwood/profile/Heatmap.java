package heapwood.profile;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * A timeline drawn as a heat map: seconds from left to right, the offset within the second from bottom to top, and the color
 * by the sum of the values. What happens each second, or each half of a second, shows as lines; what happens once shows as a
 * spot. Longer timelines have columns of ten seconds, a minute and so on.
 *
 * <pre>{@code
 * Timeline timeline = new Timeline();
 * new ProfileReader().readTimes(Path.of("app.jfr"), timeline);
 * Heatmap.of(timeline).title("app").write(Path.of("app.html"));
 * }</pre>
 *
 * <p>The HTML page is interactive: it shows the flame graph of the range of time that is selected with the mouse.
 */
public final class Heatmap {
    /** The colors from none to most, light to dark; people with any kind of color vision can tell them apart. */
    static final int[] COLORS = {0xF4F4F4, 0xFCE8B8, 0xE69F00, 0xC04A00, 0x4A1000};

    private static final String A_HEAT_MAP = "a heat map";

    private final Timeline timeline;
    private String title = "";
    private String unit = "samples";
    private int width = 1_200;
    private Duration finest = Duration.ofMillis(20);

    private Heatmap(Timeline timeline) {
        this.timeline = timeline;
    }

    /**
     * Returns a heat map of a timeline. The timeline is read when the map is drawn.
     *
     * @param timeline the timeline to draw
     */
    public static Heatmap of(Timeline timeline) {
        return new Heatmap(Objects.requireNonNull(timeline, "timeline"));
    }

    /**
     * Sets the title, which is drawn above the map. By default there is none.
     *
     * @param text the title
     * @return this
     */
    public Heatmap title(String text) {
        title = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Sets the unit of the values. The default is "samples".
     *
     * @param text the unit, in the plural
     * @return this
     */
    public Heatmap unit(String text) {
        unit = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Sets the picture's width. The default is 1,200 pixels.
     *
     * @param pixels the width in pixels, from 300 to 10,000
     * @return this
     * @throws IllegalArgumentException if the width is not in that range
     */
    public Heatmap width(int pixels) {
        if (pixels < 300 || pixels > 10_000) {
            throw new IllegalArgumentException("a heat map's width must be 300 to 10,000, not " + pixels);
        }
        width = pixels;
        return this;
    }

    /**
     * Sets the shortest time that a cell may have. The default is 20 milliseconds; a timeline of profiles of ten seconds needs
     * cells of ten seconds.
     *
     * @param shortest the time
     * @return this
     */
    public Heatmap finest(Duration shortest) {
        finest = Objects.requireNonNull(shortest, "shortest");
        return this;
    }

    private TimeGrid grid() {
        if (timeline.size() == 0) {
            throw new IllegalStateException("a timeline without samples has no heat map");
        }
        return TimeGrid.of(timeline.first(), timeline.last(), finest);
    }

    private HeatmapPicture picture() {
        TimeGrid grid = grid();
        long[] sums = timeline.sums(grid.from(), grid.cell(), grid.cells());
        return new HeatmapPicture(grid, sums, title, unit, width);
    }

    /**
     * Returns the height of the picture in pixels.
     *
     * @throws IllegalStateException if the timeline has no samples
     */
    public int height() {
        return picture().height();
    }

    /**
     * Draws the picture.
     *
     * @param graphics the surface to draw on
     * @throws IllegalStateException if the timeline has no samples, or this JVM cannot draw text
     */
    public void paint(Graphics2D graphics) {
        picture().paint(new GraphicsCanvas(graphics));
    }

    /**
     * Returns the picture as SVG, with the time and value of each cell shown on hovering.
     *
     * @throws IllegalStateException if the timeline has no samples, or this JVM cannot measure text
     */
    public String svg() {
        HeatmapPicture picture = picture();
        SvgCanvas canvas = new SvgCanvas(width, picture.height(), title.isEmpty() ? "A heat map" : title);
        picture.paint(canvas);
        return canvas.finish();
    }

    /**
     * Returns the picture as an image of two pixels for each pixel of its width, sharp on dense screens.
     *
     * @throws IllegalStateException if the timeline has no samples, or this JVM cannot draw text
     */
    public BufferedImage image() {
        HeatmapPicture picture = picture();
        ImageCanvas canvas = new ImageCanvas(width, picture.height(), 2);
        picture.paint(canvas);
        return canvas.finish();
    }

    /**
     * Returns an interactive page as one HTML file that loads nothing. If it would become too large, light stacks are cut, and
     * the page says so.
     *
     * @return the page, in UTF-8
     * @throws IllegalStateException if the timeline has no samples
     */
    public byte[] html() {
        return HeatmapPage.of(timeline, grid(), title, unit).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes the map to a file. The end of its name chooses the format: {@code .svg}, {@code .png} or {@code .html}, compressed
     * if {@code .gz}, {@code .xz} or {@code .zst} follows.
     *
     * @param file the file to write; if it exists, it is replaced once everything is written
     * @throws IllegalArgumentException if the name has none of these ends
     * @throws ProfileException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        PictureFormat.of(file, A_HEAT_MAP).write(file, new PictureFormat.Drawn(this::svg, this::image, this::html));
    }

    /**
     * Checks that the end of a file's name chooses a format, so that an error shows before long work is done.
     *
     * @param file the file to write later
     * @return the same file
     * @throws IllegalArgumentException as {@link #write} does
     */
    public static Path checkName(Path file) {
        PictureFormat.of(file, A_HEAT_MAP);
        return file;
    }

    /** Returns the color of a value. */
    static Color color(double value, double most) {
        double place = Math.max(0, Math.min(1, value / most)) * (COLORS.length - 1);
        int below = (int) Math.min(COLORS.length - 2, Math.floor(place));
        double part = place - below;
        int color = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = COLORS[below] >> shift & 0xFF;
            int to = COLORS[below + 1] >> shift & 0xFF;
            color |= (int) Math.round(from + part * (to - from)) << shift;
        }
        return new Color(color);
    }

    /** Returns the value with the darkest color: the 99.8th percentile of the cells with samples, so that one spot does not hide the rest. */
    static long most(long[] sums) {
        long[] sorted = Arrays.stream(sums).filter(sum -> sum > 0).sorted().toArray();
        return sorted.length == 0 ? 1 : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * 0.998))];
    }

    /** Returns a number of nanoseconds as a length of time in its largest whole unit: 20 ms, 1 s, 10 min. */
    static String length(Duration length) {
        long nanos = length.toNanos();
        String[] units = {"d", "h", "min", "s", "ms", "µs"};
        long[] sizes = {86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L};
        for (int i = 0; i < units.length; i++) {
            if (nanos >= sizes[i] && nanos % sizes[i] == 0) {
                return String.format(Locale.ROOT, "%d %s", nanos / sizes[i], units[i]);
            }
        }
        return nanos + " ns";
    }
}
