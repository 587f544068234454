package heapwood.profile;

import com.google.gson.Gson;
import heapwood.tree.CompactTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The writer of a heat map's interactive page. The page holds the tree of all stacks, and for each cell the values of its nodes;
 * its script adds up the cells that are selected, and shows the sum in the kit's page of a flame graph ({@link FlamePage}).
 *
 * <p>Everything that the profile says is in a JSON text with escaped less-than signs, so nothing of it can act as markup.
 */
final class HeatmapPage {
    /** The most pairs of a cell and a node in a page, some three bytes each. */
    private static final int MOST_VALUES = 1_500_000;

    private static final Pattern MARK = Pattern.compile("_\\[([01ijk])]$");
    private static final Gson GSON = new Gson();

    /** The parts of a flame graph's page that the script replaces, in the order of the page. */
    private static final Pattern PARTS =
            Pattern.compile("(?s)^(.*#canvas \\{width: 100%; height: )\\d+(px\\}.*<h1>)[^<]*"
                    + "(</h1>.*const levels = Array\\()\\d+(\\);.*\\nconst cpool = \\[\\n).*?(\\n\\];\\nunpack\\(cpool\\);\\n)"
                    + ".*(search\\(\\);.*)$");

    private final Timeline timeline;
    private final TimeGrid grid;
    private final long[] sums;

    /** The node that each node's values are shown at: the node itself, or one above it. */
    private final int[] shown;

    /** The samples as cell and node, sorted, in the first elements, with a value each. */
    private long[] places;

    private long[] values;
    private int count;
    private long cutBelow;

    private HeatmapPage(Timeline timeline, TimeGrid grid) {
        this.timeline = timeline;
        this.grid = grid;
        sums = timeline.sums(grid.from(), grid.cell(), grid.cells());
        shown = new int[timeline.nodes()];
    }

    static String of(Timeline timeline, TimeGrid grid, String title, String unit) {
        HeatmapPage page = new HeatmapPage(timeline, grid);
        page.gather();
        try (InputStream template = HeatmapPage.class.getResourceAsStream("heatmap.html")) {
            String html = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = html.split("@(TITLE|DATA)@");
            String heading = SvgCanvas.escape(title.isEmpty() ? "Heat map" : title);
            return parts[0] + heading + parts[1] + heading + parts[2] + GSON.toJson(page.data(title, unit)) + parts[3];
        } catch (IOException e) {
            throw new IllegalStateException("the heat map's page is not in the jar", e);
        }
    }

    /** Adds up the samples by cell and node, with stacks cut at heavier and heavier nodes until they are few enough. */
    private void gather() {
        long[] totals = totals();
        while (true) {
            for (int node = 0; node < shown.length; node++) {
                shown[node] = node == 0 || totals[node] >= cutBelow ? node : shown[timeline.parent(node)];
            }
            addUp();
            if (count <= MOST_VALUES) {
                return;
            }
            cutBelow = Math.max(2, cutBelow * 2);
        }
    }

    private long[] totals() {
        long[] totals = new long[timeline.nodes()];
        for (int i = 0; i < timeline.size(); i++) {
            totals[timeline.node(i)] += timeline.value(i);
        }
        for (int node = totals.length - 1; node > 0; node--) {
            totals[timeline.parent(node)] += totals[node];
        }
        return totals;
    }

    private void addUp() {
        long start = Timeline.nanos(grid.from());
        long cell = grid.cell().toNanos();
        long[] keys = new long[timeline.size()];
        int found = 0;
        for (int i = 0; i < timeline.size(); i++) {
            long index = timeline.step(i, start, cell);
            if (index >= 0 && index < grid.cells()) {
                keys[found++] = index << 32 | shown[timeline.node(i)];
            }
        }
        places = Arrays.copyOf(keys, found);
        Arrays.sort(places);
        count = 0;
        for (int i = 0; i < found; i++) {
            if (count == 0 || places[count - 1] != places[i]) {
                places[count++] = places[i];
            }
        }
        values = new long[count];
        for (int i = 0; i < timeline.size(); i++) {
            long index = timeline.step(i, start, cell);
            if (index >= 0 && index < grid.cells()) {
                int place = Arrays.binarySearch(places, 0, count, index << 32 | shown[timeline.node(i)]);
                values[place] += timeline.value(i);
            }
        }
    }

    private Map<String, Object> data(String title, String unit) {
        int[] numbers = new int[timeline.nodes()];
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", title);
        data.put("unit", unit);
        data.put("units", Quantity.steps(unit));
        data.put("cut", cutBelow);
        data.put("start", grid.from().toEpochMilli());
        data.put("cell", grid.cell().toNanos() / 1e6);
        data.put("columnText", Heatmap.length(grid.column()));
        data.put("cellText", Heatmap.length(grid.cell()));
        data.put("rows", grid.rows());
        data.put("columns", grid.columns());
        data.put("most", Heatmap.most(sums));
        data.put("colors", Heatmap.COLORS);
        data.put("nodes", nodes(numbers));
        putNames(data);
        data.put("values", values(numbers));
        data.put("flame", flamePage(unit));
        return data;
    }

    /** Returns the nodes that are shown, each as the distance to its parent and its name, and sets their new numbers. */
    private String nodes(int[] numbers) {
        boolean[] used = new boolean[numbers.length];
        for (int i = 0; i < count; i++) {
            used[(int) places[i]] = true;
        }
        for (int node = numbers.length - 1; node > 0; node--) {
            used[timeline.parent(node)] |= used[node];
        }
        Varints out = new Varints();
        int next = 1;
        for (int node = 1; node < numbers.length; node++) {
            if (used[node]) {
                numbers[node] = next++;
                out.add(numbers[node] - numbers[timeline.parent(node)]);
                out.add(timeline.nameOf(node));
            }
        }
        return out.base64();
    }

    private void putNames(Map<String, Object> data) {
        List<String> names = new ArrayList<>();
        StringBuilder types = new StringBuilder();
        for (int name = 0; name < timeline.names(); name++) {
            String text = timeline.text(name);
            types.append(type(text));
            names.add(MARK.matcher(text).replaceFirst(""));
        }
        data.put("names", names);
        data.put("types", types.toString());
    }

    /** Returns the number of a frame's type, which is its color in the page of a flame graph. */
    private static int type(String name) {
        Matcher mark = MARK.matcher(name);
        if (mark.find()) {
            return switch (mark.group(1)) {
                case "0" -> 0;
                case "j" -> 1;
                case "i" -> 2;
                case "k" -> 5;
                default -> 6;
            };
        }
        if (name.contains("::") || name.startsWith("-[") || name.startsWith("+[")) {
            return 4;
        }
        boolean java = name.indexOf('/') > 0 && !name.startsWith("[") || name.matches("\\w.*\\.[\\w$<].*");
        return java ? 1 : 3;
    }

    /** Returns for each cell and node with a value: the distance to the cell before, the node, and the value. */
    private String values(int[] numbers) {
        Varints out = new Varints();
        int last = 0;
        for (int i = 0; i < count; i++) {
            int cell = (int) (places[i] >>> 32);
            out.add(cell - last);
            out.add(numbers[(int) places[i]]);
            out.add(values[i]);
            last = cell;
        }
        return out.base64();
    }

    /** Returns the parts of a flame graph's page between those that depend on what is shown. */
    private static List<String> flamePage(String unit) {
        CompactTree tree = new CompactTree();
        tree.insert(new byte[] {'a'}, 1);
        String page = new String(FlameGraph.of(tree).unit(unit).icicle(true).html(), StandardCharsets.UTF_8);
        Matcher parts = PARTS.matcher(page);
        if (!parts.matches()) {
            throw new IllegalStateException("the flame graph's page does not have the parts that are looked for");
        }
        List<String> found = new ArrayList<>();
        for (int i = 1; i <= parts.groupCount(); i++) {
            found.add(parts.group(i));
        }
        return found;
    }

    /** A text of numbers, seven bits a byte, the lowest first. */
    private static final class Varints {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(long number) {
            long rest = number;
            while ((rest & ~0x7FL) != 0) {
                bytes.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }

        String base64() {
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
    }
}
