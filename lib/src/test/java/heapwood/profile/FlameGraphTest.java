package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.ReferenceTree;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import one.convert.Arguments;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class FlameGraphTest {
    private static final Path DATA = Path.of("../notebooks/data");
    private static final String HOSTILE = "<b>&\"'\\ ]]> \u0000\u001b\n</script><script>alert(1)</script><!-- \u2028";

    private final ReferenceTree tree = new ReferenceTree();

    @TempDir
    Path folder;

    @Test
    void theSvgHasABoxWithATitleForEachNode() throws Exception {
        insert("main;a/b/C.run_[j]", 3);
        insert("main;d", 1);
        List<String> titles =
                titles(FlameGraph.of(tree).title("Three").unit("cycles").svg());
        assertEquals(
                List.of(
                        "Three",
                        "all: 4 cycles, 100.00 %",
                        "main: 4 cycles, 100.00 %",
                        "a/b/C.run_[j]: 3 cycles, 75.00 %; 3 cycles of its own",
                        "d: 1 cycles, 25.00 %; 1 cycles of its own"),
                titles);
    }

    @Test
    void labelsStayInsideTheirBoxes() throws Exception {
        for (int i = 0; i < 40; i++) {
            insert("package/of/Many.frames;" + "x".repeat(i) + ";" + "wide and wider ".repeat(i), i * i);
        }
        Document svg = parse(FlameGraph.of(tree).title("t".repeat(500)).svg());
        NodeList texts = svg.getElementsByTagName("text");
        assertTrue(texts.getLength() > 10);
        for (int i = 0; i < texts.getLength(); i++) {
            var attributes = texts.item(i).getAttributes();
            double x = Double.parseDouble(attributes.getNamedItem("x").getNodeValue());
            double width =
                    Double.parseDouble(attributes.getNamedItem("textLength").getNodeValue());
            assertTrue(x >= 12 && x + width <= 1_188.05, texts.item(i).getTextContent());
        }
    }

    @Test
    void anyNameMakesWellFormedSvg() throws Exception {
        insert(HOSTILE, 1);
        tree.insert(new byte[] {(byte) 0xff, (byte) 0xed, (byte) 0xa0, (byte) 0x80, 0}, 1);
        String svg = FlameGraph.of(tree).title(HOSTILE).svg();
        assertFalse(svg.contains("<script"));
        assertTrue(titles(svg).get(2).startsWith("<b>&\"'\\ ]]> \ufffd\ufffd\ufffd</script>"));
    }

    @Test
    void theImageHasTheWidthAskedForAndTheColorsOfItsPackages() {
        insert("java/util/HashMap.put", 1);
        BufferedImage image = FlameGraph.of(tree).width(600).image(1);
        assertEquals(600, image.getWidth());
        assertEquals(
                PackageColors.of(FlameLayout.of(tree, 0, 99).boxes())
                        .of("java.util")
                        .getRGB(),
                image.getRGB(500, 50));
        assertEquals(PackageColors.ROOT.getRGB(), image.getRGB(500, 70));
        assertEquals(1_200, FlameGraph.of(tree).width(600).image(2).getWidth());
    }

    @Test
    void twoTreesAreColoredByChangeAndBothValuesAreTold() {
        TreeDiff diff = TreeDiff.of(Collapsed.tree("gone 4\nsame 2\n"), Collapsed.tree("same 2\nnew;leaf 8\n"));
        String svg = FlameGraph.of(diff).unit("bytes").svg();
        assertTrue(svg.contains("fill=\"#56b4e9\"><title>gone: 4 bytes before, 0 bytes after"), svg);
        assertTrue(svg.contains("fill=\"#ededed\"><title>same: 2 bytes before, 2 bytes after"), svg);
        assertTrue(svg.contains("fill=\"#f2994a\"><title>leaf: 0 bytes before, 8 bytes after, 50.00 % of both"), svg);
        assertTrue(svg.contains(">all: 6 bytes before, 10 bytes after<"), svg);
        assertTrue(svg.contains(">only before<") && svg.contains(">only after<"), svg);
        String page = page(diff);
        // The frames' self, that is after less before; leaf is new.
        assertTrue(page.contains("d=-4\n") && page.contains("d=0\n") && page.contains("d=U\n"), page);
    }

    @Test
    void sharesThatAreEqualHaveTheColorOfEqualThoughTheirValuesDiffer() {
        TreeDiff diff = TreeDiff.of(Collapsed.tree("a 300\nb 100\n"), Collapsed.tree("a 3\nb 1\n"));
        String svg = FlameGraph.of(diff.equalTotals()).svg();
        assertTrue(
                svg.contains("fill=\"#ededed\"><title>a: 300 samples before, 3 samples after, 75.00 % of both"), svg);
        assertTrue(svg.contains("as wide as before × 0.01000 and after together"), svg);
        Pattern changed = Pattern.compile("^d=(-?[1-9]|U)", Pattern.MULTILINE);
        assertTrue(changed.matcher(page(diff)).find(), page(diff));
        assertFalse(changed.matcher(page(diff.equalTotals())).find(), page(diff.equalTotals()));
    }

    private static String page(TreeDiff diff) {
        return new String(FlameGraph.of(diff).html(), StandardCharsets.UTF_8);
    }

    @Test
    void weightsAreToldInUnitsThatPeopleRead() {
        assertEquals("999 bytes", Quantity.text(999, "bytes"));
        assertEquals("1.09 GB", Quantity.text(1_086_468_736, "bytes"));
        assertEquals("32.1 s", Quantity.text(32_060_000_000L, "nanoseconds"));
        assertEquals("5,340 s", Quantity.text(5_340_000_000_000L, "nanoseconds"));
        assertEquals("1,234 samples", Quantity.text(1_234, "samples"));
        assertEquals("18.4 EB", Quantity.text(-1, "bytes"));
        assertEquals("18,446,744,073,709,551,615 samples", Quantity.text(-1, "samples"));
    }

    @Test
    void theRootIsOnTopOfAnIcicle() {
        insert("java/util/HashMap.put", 1);
        BufferedImage image = FlameGraph.of(tree).icicle(true).image(1);
        assertEquals(PackageColors.ROOT.getRGB(), image.getRGB(500, 50));
        assertEquals(
                PackageColors.of(FlameLayout.of(tree, 0, 99).boxes())
                        .of("java.util")
                        .getRGB(),
                image.getRGB(500, 70));
    }

    @Test
    void anEmptyTreeMakesPicturesThatSaySo() throws IOException {
        assertTrue(FlameGraph.of(tree).svg().contains(">no samples</text>"));
        assertTrue(FlameGraph.of(tree).image(1).getHeight() > 50);
        assertTrue(FlameGraph.of(tree).html().length > 1_000);
    }

    @Test
    void valuesOfAllSixtyFourBitsAreDrawn() throws Exception {
        insert("a", -2L);
        insert("b", 1);
        assertTrue(FlameGraph.of(tree).svg().contains("all: 18,446,744,073,709,551,615 samples"));
        assertTrue(new String(FlameGraph.of(tree).html(), StandardCharsets.UTF_8).contains("(values divided by 2^12)"));
        insert("c", 7);
        assertNotEquals("", FlameGraph.of(tree).svg());
        assertNotEquals(0, FlameGraph.of(tree).html().length);
    }

    @Test
    void thePageHoldsTheTreesStacks() throws IOException {
        insert("main;a;b", 3);
        insert("main;a", 2);
        insert("main;c d", 1);
        assertEquals(
                List.of("main;a 2", "main;a;b 3", "main;c d 1"),
                stacksIn(FlameGraph.of(tree).html()));
    }

    @Test
    void thePageCallsValuesByTheirUnit() {
        insert("main", 412_483_584);
        String page = new String(FlameGraph.of(tree).unit("bytes").html(), StandardCharsets.UTF_8);
        assertFalse(page.contains("' samples'") || page.contains("1 sample"), page);
        assertTrue(page.contains("const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];"), page);
        String times = new String(FlameGraph.of(tree).unit("milliseconds").html(), StandardCharsets.UTF_8);
        assertTrue(times.contains("const units = ['ms', 's'];"), times);
    }

    @Test
    void noNameOfThePageHoldsWhatEndsItsScriptOnceItIsWrittenBriefly() throws IOException {
        new CollapsedReader()
                .read(
                        Path.of("src/test/resources/cases/xss-flamegraph.collapsed"),
                        (key, offset, length, value) -> tree.insert(key, offset, length, value));
        String page = new String(FlameGraph.of(tree).html(), StandardCharsets.UTF_8);
        assertFalse(page.contains("</script><img"), page);
        assertTrue(page.contains("\\x3c/script><img"), page);
    }

    @Test
    void thePageHoldsNarrowFramesTogetherSoThatNothingIsLost() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            insert("main;few;f" + (1_000 + i), 1);
        }
        insert("main;many", 100_000);
        assertEquals(
                List.of("main;few;(1000 narrow nodes) 1000", "main;many 100000"),
                stacksIn(FlameGraph.of(tree).html()));
    }

    @Test
    void thePageLoadsNothingAndNoNameEndsItsScripts() {
        insert("fine", 1);
        String plain = new String(FlameGraph.of(tree).html(), StandardCharsets.UTF_8);
        insert(HOSTILE, 1);
        String page = new String(FlameGraph.of(tree).title(HOSTILE).html(), StandardCharsets.UTF_8);
        for (String loading : List.of("src=", "<link", "@import", "url(", "fetch(", "XMLHttpRequest", "import(")) {
            assertFalse(page.contains(loading), loading);
        }
        // In a script, "<script" alone means nothing; it would after "<!--".
        assertEquals(count(plain, "</script"), count(page, "</script"));
        assertEquals(count(plain, "<!--"), count(page, "<!--"));
    }

    @Test
    void aFilesNameSaysItsFormat() throws IOException {
        insert("main", 1);
        FlameGraph graph = FlameGraph.of(tree);
        graph.write(folder.resolve("a.svg"));
        graph.write(folder.resolve("a.HTML"));
        graph.write(folder.resolve("a.png"));
        assertTrue(Files.readString(folder.resolve("a.svg")).startsWith("<svg "));
        assertTrue(Files.readString(folder.resolve("a.HTML")).startsWith("<!DOCTYPE html>"));
        assertEquals(1_200, ImageIO.read(folder.resolve("a.png").toFile()).getWidth());
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> graph.write(Path.of("a.pdf")));
        assertEquals(
                "a.pdf: a flame graph is written to a file whose name ends in .svg, .png or .html", error.getMessage());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        FlameGraph graph = FlameGraph.of(tree);
        assertThrows(IllegalArgumentException.class, () -> graph.width(199));
        assertThrows(IllegalArgumentException.class, () -> graph.rows(1));
        assertThrows(IllegalArgumentException.class, () -> graph.narrowest(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> graph.image(5));
    }

    @Test
    void thePictureIsTheSameEachTime() throws IOException {
        new CollapsedReader().read(DATA.resolve("javac-cpu.collapsed.gz"), tree::insert);
        assertEquals(FlameGraph.of(tree).svg(), FlameGraph.of(tree).svg());
    }

    @Tag("slow")
    @Test
    void aTreeOfMoreThanAMillionNodesMakesSmallFiles() throws Exception {
        new CollapsedReader().read(DATA.resolve("javac-alloc.collapsed.xz"), tree::insert);
        FlameGraph graph = FlameGraph.of(tree).title("javac, allocation");
        String svg = graph.svg();
        assertTrue(svg.length() < 1 << 20, svg.length() + " characters of SVG");
        assertTrue(svg.contains("of 1,276,333 nodes drawn"));
        assertTrue(svg.contains("dark edge: stacks go on, the deepest has 246 frames"));
        assertTrue(titles(svg).contains("all: 329,848 samples, 100.00 %"));
        byte[] html = graph.html();
        assertTrue(html.length < 1 << 20, html.length + " bytes of HTML");
        long total = stacksIn(html).stream()
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertEquals(329_848, total);
    }

    private static List<String> stacksIn(byte[] html) throws IOException {
        Arguments arguments = new Arguments();
        arguments.output = "collapsed";
        one.convert.FlameGraph page = new one.convert.FlameGraph(arguments);
        page.parseHtml(new InputStreamReader(new ByteArrayInputStream(html), StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.dump(out);
        return out.toString(StandardCharsets.UTF_8).lines().sorted().toList();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static List<String> titles(String svg) throws Exception {
        NodeList titles = parse(svg).getElementsByTagName("title");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < titles.getLength(); i++) {
            texts.add(titles.item(i).getTextContent());
        }
        return texts;
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private void insert(String key, long value) {
        tree.insert(key.getBytes(StandardCharsets.UTF_8), value);
    }
}
