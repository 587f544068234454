package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import heapwood.tree.CompactTree;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages and pictures in a real browser, where there is one: Chromium or Chrome, or what CHROME_BIN names. */
@Tag("slow")
@Timeout(300)
class FlamePageBrowserTest {
    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    /** Leaves a mark on the page if it is run as a script, in any of the ways in which text becomes one. */
    private static final String MARK = "document.documentElement.setAttribute(`data-run`,1)";

    private static final List<String> HOSTILE = List.of(
            "</script><script>" + MARK + "</script>",
            "</ScRiPt ><img src=x onerror=" + MARK + ">",
            "/script><img src=x onerror=" + MARK + ">",
            "script>" + MARK + "</script>",
            "<!--<script>" + MARK,
            "!--<script>",
            "-->" + MARK + "//",
            "<svg onload=" + MARK + ">",
            "<img src=x onerror=\"" + MARK + "\">",
            "\"><script>" + MARK + "</script>",
            "'+" + MARK + "+'",
            "\\'+" + MARK + "+\\'",
            "\\\\'+" + MARK + "//",
            "${" + MARK + "}",
            "`+" + MARK + "+`",
            "*/" + MARK + "/*",
            "]]><script>" + MARK + "</script>",
            "/*title:*/" + MARK,
            "const cpool = [" + MARK + "]",
            "javascript:" + MARK,
            "&lt;script&gt;" + MARK,
            "x <a> \u2028" + MARK + "\u2029",
            "]" + MARK + "[");

    @TempDir
    private Path folder;

    @Test
    void noNameRunsAndEveryOneIsShown() throws Exception {
        CompactTree tree = hostileTree();
        String title = String.join(" ", HOSTILE);
        String page = new String(
                FlameGraph.of(tree).title(title).unit(HOSTILE.get(10)).html(), StandardCharsets.UTF_8);
        String dom = load("page.html", page);
        // The page's script has come to its end, and the names are what they were.
        List<String> shown =
                new ArrayList<>(List.of(asked(page, "cpool.join('\\n')").split("\n")));
        for (String hostile : HOSTILE) {
            String name = hostile.replaceAll("[\u2028\u2029]", "\ufffd").replace(';', ',');
            assertTrue(shown.contains(name), () -> name + " in " + shown);
        }
        assertTrue(dom.contains("data-whole=\"0.00%\""), dom);
    }

    @Test
    void noNameRunsInTheFileThatDidOnce() throws Exception {
        CompactTree tree = new CompactTree();
        new ProfileReader().read(Path.of("src/test/resources/cases/xss-flamegraph.collapsed"), tree);
        String page = new String(FlameGraph.of(tree).html(), StandardCharsets.UTF_8);
        load("xss.html", page);
        assertTrue(asked(page, "cpool.join('\\n')").contains("a/script><img src=x onerror=document.title=\"OWNED\""));
        assertFalse(asked(page, "document.title").contains("OWNED"));
    }

    @Test
    void noNameRunsInADifference() throws Exception {
        TreeDiff diff = TreeDiff.of(hostileTree(), Collapsed.tree("a 3\n"));
        load("diff.html", new String(FlameGraph.of(diff).html(), StandardCharsets.UTF_8));
        assertNotRun("diff.svg", FlameGraph.of(diff).title(HOSTILE.get(0)).svg());
    }

    @Test
    void noNameRunsInAPicture() throws Exception {
        assertNotRun(
                "flame.svg",
                FlameGraph.of(hostileTree()).title(String.join(" ", HOSTILE)).svg());
    }

    @Test
    void valuesHaveTheirUnitRoundedBeforeItIsChosen() throws Exception {
        Map<String, List<Long>> values = Map.of(
                "bytes", List.of(999L, 999_499L, 999_999L, 412_483_584L, -2_500L),
                "nanoseconds", List.of(1L, 999_999L, 32_060_000_000L, 5_340_000_000_000L),
                "milliseconds", List.of(999L, 1_500L),
                "samples", List.of(2L, 1_234_567L),
                "wobbles/s", List.of(7L));
        for (Map.Entry<String, List<Long>> unit : values.entrySet()) {
            String expected = unit.getValue().stream()
                    .map(value -> Quantity.text(BigInteger.valueOf(value), unit.getKey()))
                    .collect(Collectors.joining("|"));
            assertEquals(expected, asked(page(unit.getKey()), unit.getValue() + ".map(samples).join('|')"));
        }
        assertEquals("1 sample", asked(page("samples"), "samples(1)"));
    }

    private static String page(String unit) {
        return new String(FlameGraph.of(Collapsed.tree("a 1\n")).unit(unit).html(), StandardCharsets.UTF_8);
    }

    @Test
    void aHeatMapShowsTheFlameGraphOfTheSelectedTimeAndRunsNoName() throws Exception {
        Timeline timeline = new Timeline();
        Instant start = Instant.parse("2026-03-01T10:00:00Z");
        timeline.add(start, hostileTree());
        timeline.add(start.plusMillis(1_300), Collapsed.tree("main;a 3\nmain;b 4\n"));
        timeline.add(start.plusMillis(1_320), Collapsed.tree("main;b 5\n"));
        String page =
                new String(Heatmap.of(timeline).title(String.join(" ", HOSTILE)).html(), StandardCharsets.UTF_8);
        // 20 ms a cell: 1.3 s is cell 65.
        assertEquals(
                "Selected: 10:00:01.300 to 10:00:01.340 UTC (40 ms): 12 samples",
                asked(page, "(select(65, 67), byId('selection').textContent)", true));
        String flame = asked(page, "(select(65, 67), show(), byId('flame').srcdoc)", true);
        assertEquals("all 12,main 12,a 3,b 9", asked(flame, "levels.flat().map(f => f.title + ' ' + f.width)"));
        String all = asked(page, "byId('flame').srcdoc", true);
        List<String> shown = List.of(asked(all, "cpool.join('\\n')").split("\n"));
        for (String hostile : HOSTILE) {
            String name = hostile.replaceAll("[\u2028\u2029]", "\ufffd").replace(';', ',');
            assertTrue(shown.contains(name), () -> name + " in " + shown);
        }
    }

    /** Names that share every number of letters with the one before, since the page writes that number as a letter. */
    private static CompactTree hostileTree() {
        StringBuilder text = new StringBuilder();
        for (String hostile : HOSTILE) {
            text.append(hostile.replace(';', ',')).append(" 1000\n");
            for (int shared = 0; shared < 96; shared++) {
                text.append("a".repeat(shared))
                        .append(hostile.replace(';', ','))
                        .append(" 1000\n");
            }
        }
        return Collapsed.tree(text.toString());
    }

    /** Returns what an expression is in the page, as text. */
    private String asked(String page, String expression) throws Exception {
        return asked(page, expression, false);
    }

    private String asked(String page, String expression, boolean isHeatmap) throws Exception {
        String question = "<script>document.documentElement.setAttribute('data-answer', encodeURIComponent("
                + expression + "))</script>";
        String whole = page.replace("</body></html>", question + "</body></html>");
        String dom = isHeatmap ? assertNotRun("asked.html", whole) : load("asked.html", whole);
        Matcher answer = Pattern.compile("data-answer=\"([^\"]*)\"").matcher(dom);
        assertTrue(answer.find(), dom);
        return URLDecoder.decode(answer.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private String load(String name, String page) throws Exception {
        String watched = page.replace(
                "</body></html>",
                "<script>document.documentElement.setAttribute('data-whole',"
                        + " document.getElementById('matchval').textContent)</script></body></html>");
        return assertNotRun(name, watched);
    }

    private String assertNotRun(String name, String content) throws Exception {
        String dom = dom(Files.writeString(folder.resolve(name), content));
        assertFalse(dom.contains("data-run="), name);
        return dom;
    }

    private String dom(Path file) throws IOException, InterruptedException {
        String browser = browser();
        assumeTrue(browser != null, "no Chromium or Chrome found: install one, or set CHROME_BIN to it");
        Path output = folder.resolve("dom.txt");
        Process process = new ProcessBuilder(
                        browser,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + folder.resolve("browser"),
                        "--virtual-time-budget=2000",
                        "--dump-dom",
                        file.toUri().toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser did not end");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String dom = Files.readString(output, StandardCharsets.UTF_8);
        assertFalse(dom.isBlank(), "the browser showed nothing");
        return dom;
    }

    private static String browser() {
        String named = System.getenv("CHROME_BIN");
        if (named != null && new File(named).canExecute()) {
            return named;
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(place -> BROWSERS.stream().map(browser -> new File(place, browser)))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst()
                .orElse(null);
    }
}
