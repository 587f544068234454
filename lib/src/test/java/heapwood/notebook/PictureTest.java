package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.profile.FlameGraph;
import heapwood.profile.Quantity;
import heapwood.tree.ReferenceTree;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

final class PictureTest {
    @TempDir
    Path folder;

    @BeforeEach
    void useFolder() {
        System.setProperty("heapwood.results", folder.resolve("results").toString());
    }

    @AfterEach
    void leaveFolder() {
        System.clearProperty("heapwood.results");
    }

    private static Picture square(String caption) {
        Drawing blue = (graphics, width, height) -> {
            graphics.setColor(Color.BLUE);
            graphics.fillRect(0, 0, width, height);
        };
        return Picture.of("blue-square", "A square is <blue>", caption, blue, 200, 100);
    }

    private static BufferedImage read(byte[] png) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void a_picture_is_shown_at_half_of_its_pixels_with_words_for_those_who_cannot_see_it() throws Exception {
        Picture picture = square("");
        MimeBundle bundle = Renderings.of(picture);
        BufferedImage image = read(Base64.getDecoder().decode(bundle.data().get("image/png")));
        assertEquals(200, bundle.metadata().get("image/png").get("width"));
        assertEquals(400, image.getWidth());
        assertEquals(image.getHeight() / 2, bundle.metadata().get("image/png").get("height"));
        assertEquals("A square is <blue>", bundle.metadata().get("image/png").get("alt"));
        assertEquals(Color.BLUE.getRGB(), image.getRGB(200, image.getHeight() - 20));
    }

    @Test
    void the_title_is_drawn() throws Exception {
        BufferedImage image = read(square("").png(false));
        assertTrue(darkPixels(image, 0, 80) > 100);
    }

    @Test
    void saved_files_carry_the_caption_and_the_shown_picture_does_not() throws Exception {
        Picture picture = square("Measured by hand.").saved();
        BufferedImage shown = read(picture.png(false));
        BufferedImage saved = ImageIO.read(picture.pngFile().toFile());
        assertTrue(saved.getHeight() > shown.getHeight());
        assertTrue(darkPixels(saved, shown.getHeight(), saved.getHeight()) > 100);
    }

    private static long darkPixels(BufferedImage image, int fromY, int toY) {
        long dark = 0;
        for (int y = fromY; y < toY; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color color = new Color(image.getRGB(x, y));
                dark += color.getRed() < 128 && color.getBlue() < 128 ? 1 : 0;
            }
        }
        return dark;
    }

    @Test
    void the_svg_is_well_formed_and_needs_no_font() throws Exception {
        String svg = Files.readString(square("Caption.").saved().svgFile());
        DocumentBuilderFactory parser = DocumentBuilderFactory.newInstance();
        parser.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        parser.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertTrue(svg.contains("<title>A square is &lt;blue&gt;</title>"));
        assertFalse(svg.contains("<text"));
    }

    @Test
    void nothing_half_written_is_left_beside_what_was_saved() throws Exception {
        square("").saved().saved();
        try (Stream<Path> files = Files.list(folder.resolve("results"))) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void what_cannot_be_saved_is_an_error_that_names_the_file() throws Exception {
        Files.writeString(folder.resolve("results"), "a file where the folder should be");
        UncheckedIOException e =
                assertThrows(UncheckedIOException.class, () -> square("").saved());
        assertTrue(e.getMessage().contains("blue-square.png"), e.getMessage());
    }

    @Test
    void a_name_that_some_system_would_refuse_is_refused_at_once() {
        assertThrows(IllegalArgumentException.class, () -> Picture.of("../up", "", "", (g, w, h) -> {}, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> Sheet.of("A b", "", Table.create()));
    }

    @Test
    void an_image_is_a_picture_too() throws Exception {
        BufferedImage red = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 800; i++) {
            red.setRGB(i % 40, i / 40, 0xFF0000);
        }
        BufferedImage drawn = read(Picture.of("red", "", "", red).png(false));
        assertEquals(40, drawn.getWidth());
        assertEquals(0xFFFF0000, drawn.getRGB(20, 10));
    }

    @Test
    void a_flame_graph_fills_the_column_and_keeps_its_own_svg() throws Exception {
        ReferenceTree tree = new ReferenceTree();
        tree.insert("foo;bar".getBytes(StandardCharsets.UTF_8), 3);
        Picture picture = Picture.of("flames", "Caption", FlameGraph.of(tree).title("Where the time went"))
                .saved();
        assertEquals(2 * 760, read(picture.png(false)).getWidth());
        assertTrue(Files.readString(picture.svgFile()).contains("bar"));
    }

    private static Table table() {
        return Table.create(
                StringColumn.create("tree", "reference", "<compact>"),
                LongColumn.create("objects", 39_166_322L, 27L),
                DoubleColumn.create("time (s)", 0.012345, 1234.5));
    }

    @Test
    void tables_have_numbers_to_the_right_in_groups_of_three() {
        MimeBundle bundle = Renderings.of(table());
        String html = bundle.data().get("text/html");
        assertTrue(html.contains("<td align=\"right\" style=\"text-align:right\">39,166,322</td>"), html);
        assertTrue(html.contains(">&lt;compact&gt;</td>"), html);
        assertEquals("""
                tree          objects  time (s)
                reference  39,166,322    0.0123
                <compact>          27     1,235
                """, bundle.data().get("text/plain"));
    }

    @Test
    void a_missing_value_is_a_dash_and_a_long_table_says_how_much_is_hidden() {
        LongColumn numbers = LongColumn.create("n");
        numbers.appendMissing();
        for (int i = 0; i < 1099; i++) {
            numbers.append(i);
        }
        String text = Renderings.of(Table.create(numbers)).data().get("text/plain");
        assertEquals("–", text.lines().skip(1).findFirst().orElseThrow().strip());
        assertTrue(text.endsWith("… 1,050 more rows\n"), text);
    }

    @Test
    void a_saved_sheet_is_csv_with_plain_numbers() throws Exception {
        Sheet sheet = Sheet.of("01-table", "Caption", table()).saved();
        assertEquals(
                "reference,39166322,0.012345",
                Files.readAllLines(sheet.csvFile()).get(1));
    }

    @Test
    void a_column_of_whole_numbers_is_shown_without_fractions_whatever_its_type() {
        Table pauses =
                Table.create(DoubleColumn.create("pauses", 20, 3_000), DoubleColumn.create("longest (ms)", 20, 0.5));
        String text = Sheet.of("01-pauses", "", pauses).text();
        assertTrue(text.contains("    20          20.0"), text);
        assertTrue(text.contains(" 3,000         0.500"), text);
    }

    @Test
    void fractions_have_three_digits_and_all_before_the_point() {
        assertEquals("0.00", Quantity.fraction(0));
        assertEquals("0.0123", Quantity.fraction(0.012345));
        assertEquals("12.3", Quantity.fraction(12.345));
        assertEquals("-1,234,567", Quantity.fraction(-1_234_567.0));
        assertEquals("NaN", Quantity.fraction(Double.NaN));
    }
}
