package heapwood.profile;

import heapwood.profile.FlameLayout.Box;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import one.convert.Arguments;

/**
 * The writer of a flame graph's layout as async-profiler's interactive page, with search, zoom and frame types. The page contains
 * its scripts and loads nothing.
 *
 * <p>The converter keeps a tree of objects with signed sums, so it is passed only the boxes, as collapsed stacks, never the whole
 * tree. Sums too large to be exact in the page's script are divided by a power of two, which the title states.
 */
final class FlamePage {
    /** The largest number up to which all integers are exact in a script. */
    private static final double EXACT = 1L << 53;

    /** The texts before and after the page's names. Neither names nor a title contain a line feed. */
    private static final String NAMES_START = "\nconst cpool = [\n";

    private static final String NAMES_END = "\n];\nunpack(cpool);";

    /** A less-than sign that may begin the end of a script, a comment in it, or a nested script. */
    private static final Pattern DANGEROUS = Pattern.compile("<(?=[/!sS])");

    private static final String CHANGE = "(d ? (d > 0 ? ', +' : ', ') + d : '')";
    private static final String CHANGE_WITH_UNIT = "(d ? (d > 0 ? ', +' : ', ') + samples(d) : '')";
    private static final String SAMPLES =
            "\t\treturn n === 1 ? '1 sample' : n.toString().replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',') + ' samples';\n";

    /** The script that formats a value as {@link Quantity#text(long, String)} does: rounded before the unit is chosen. */
    private static final String QUANTITY = "\t\tconst units = [%s];\n"
            + "\t\tlet i = 0, v = n;\n"
            + "\t\tfor (; i < units.length - 1 && Math.abs(+v.toPrecision(3)) >= 1000; i++) v /= 1000;\n"
            + "\t\tconst digits = (units.length > 1 ? +v.toPrecision(3) : v).toString();\n"
            + "\t\tconst unit = n === 1 ? units[i].replace(/(..)s$/, '$1') : units[i];\n"
            + "\t\treturn digits.replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',') + ' ' + unit;\n";

    private FlamePage() {}

    /**
     * Writes the page.
     *
     * @param isDiff whether boxes stand for two trees
     * @param unit the unit of the values, in the plural
     */
    static void write(FlameLayout layout, boolean isDiff, String title, String unit, boolean icicle, OutputStream out)
            throws IOException {
        int shift = shift(layout);
        Arguments arguments = new Arguments();
        arguments.title = SvgCanvas.escape(shift == 0 ? title : title + " (values divided by 2^" + shift + ")");
        arguments.inverted = icicle;
        one.convert.FlameGraph page = new one.convert.FlameGraph(arguments);
        page.parseCollapsed(new StringReader(collapsed(layout, layout::weight, shift)));
        if (isDiff) {
            // The page colors by what it holds less the base: before + after less twice before is what has been added.
            one.convert.FlameGraph base = new one.convert.FlameGraph(arguments);
            ToDoubleFunction<Box> twice = box -> 2 * FlameLayout.unsigned(layout.expected(box));
            base.parseCollapsed(new StringReader(collapsed(layout, twice, shift)));
            page.diff(base);
        }
        ByteArrayOutputStream dumped = new ByteArrayOutputStream();
        page.dump(dumped);
        String text = dumped.toString(StandardCharsets.UTF_8);
        out.write(withUnit(withSafeNames(text), unit).getBytes(StandardCharsets.UTF_8));
    }

    private static int shift(FlameLayout layout) {
        double total =
                layout.boxes().isEmpty() ? 0 : layout.weight(layout.boxes().get(0));
        int shift = 0;
        while (total >= EXACT) {
            total /= 2;
            shift++;
        }
        return shift;
    }

    /**
     * Returns the page with names escaped, so that no name can act as markup. In a script only a less-than sign before these
     * letters has a meaning for the browser. The finished page is escaped, since the converter writes a name as the length of the
     * prefix that it shares with the one before, a character that may be that sign, and the rest.
     */
    private static String withSafeNames(String page) {
        int start = page.indexOf(NAMES_START);
        int end = page.indexOf(NAMES_END, start);
        if (start < 0 || end < 0) {
            throw new IllegalStateException("the flame graph's page holds no names where they are looked for");
        }
        String names = DANGEROUS.matcher(page.substring(start, end)).replaceAll("\\\\x3c");
        return page.substring(0, start) + names + page.substring(end);
    }

    private static String withUnit(String page, String unit) {
        StringBuilder units = new StringBuilder();
        for (String step : Quantity.steps(unit)) {
            units.append(units.isEmpty() ? "" : ", ").append(scriptString(step));
        }
        return replaceOnce(replaceOnce(page, CHANGE, CHANGE_WITH_UNIT), SAMPLES, String.format(QUANTITY, units));
    }

    private static String replaceOnce(String page, String part, String replacement) {
        int at = page.indexOf(part);
        if (at < 0) {
            throw new IllegalStateException("the flame graph's page does not hold: " + part.strip());
        }
        return page.substring(0, at) + replacement + page.substring(at + part.length());
    }

    /** Returns a text as a script's string literal, with all characters except letters and digits as numbers. */
    private static String scriptString(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (char c : text.toCharArray()) {
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            quoted.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return quoted.append('\'').toString();
    }

    /**
     * Returns collapsed stacks with the part of each box's value that the boxes on it do not cover. Boxes come parents first, so
     * that the path to each is known.
     */
    private static String collapsed(FlameLayout layout, ToDoubleFunction<Box> value, int shift) {
        StringBuilder text = new StringBuilder();
        Box[] path = new Box[layout.usedRows()];
        double[] above = new double[layout.usedRows()];
        int open = 0;
        for (Box box : layout.boxes()) {
            while (open > box.row()) {
                append(path, --open, above[open], value, shift, text);
            }
            if (open > 0) {
                above[open - 1] += value.applyAsDouble(box);
            }
            path[open] = box;
            above[open++] = 0;
        }
        while (open > 0) {
            append(path, --open, above[open], value, shift, text);
        }
        return text.toString();
    }

    private static void append(
            Box[] path, int row, double above, ToDoubleFunction<Box> weight, int shift, StringBuilder text) {
        double total = weight.applyAsDouble(path[row]);
        // If sums have overflowed, the boxes on a box may weigh more than it does.
        long value = (long) Math.scalb(Math.max(0, total - above), -shift);
        if (value == 0) {
            return;
        }
        if (row == 0) {
            text.append("(too narrow to show)");
        }
        for (int i = 1; i <= row; i++) {
            text.append(i > 1 ? ";" : "").append(label(path[i]));
        }
        text.append(' ').append(value).append('\n');
    }

    private static String label(Box box) {
        return box.name() == null ? "(" + box.nodes() + " narrow nodes)" : clean(box.name());
    }

    /** Returns a name without line ends, since the converter reads lines. */
    private static String clean(String name) {
        String printable = name.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", "\ufffd");
        return printable.isEmpty() ? "(empty)" : printable;
    }
}
