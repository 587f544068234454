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
 * A laid-out flame graph as async-profiler's interactive page: search, zoom, frame types. It loads nothing; its scripts
 * are inside.
 *
 * <p>The converter keeps its own tree of objects and signed sums, so it gets the boxes only, never the whole tree, as
 * collapsed stacks; sums beyond what a page's script counts exactly are divided by a power of two, which the title says.
 */
final class FlamePage {
    /** Integers up to here are exact in a script. */
    private static final double EXACT = 1L << 53;

    /** Where the page's names begin and end; neither they nor a title hold a line feed. */
    private static final String NAMES_START = "\nconst cpool = [\n";

    private static final String NAMES_END = "\n];\nunpack(cpool);";

    /** What begins the end of a script, a comment in it, or a script in that. */
    private static final Pattern DANGEROUS = Pattern.compile("<(?=[/!sS])");

    private static final String CHANGE = "(d ? (d > 0 ? ', +' : ', ') + d : '')";
    private static final String CHANGE_WITH_UNIT = "(d ? (d > 0 ? ', +' : ', ') + samples(d) : '')";
    private static final String SAMPLES =
            "\t\treturn n === 1 ? '1 sample' : n.toString().replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',') + ' samples';\n";

    /** As {@link Quantity#text(long, String)} does it: rounded before the unit is chosen. */
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
     * @param unit what values count, in the plural
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
     * Returns the page with names that can do nothing but be shown, whatever they hold: in a script only a less-than sign means
     * something to the browser, before these letters. Done to what the page finally holds, since the converter writes a name as the
     * length that it shares with the one before, as a character that may be that sign, and the rest.
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

    /** Returns a text as a script writes it: all but letters and digits as numbers. */
    private static String scriptString(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (char c : text.toCharArray()) {
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            quoted.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return quoted.append('\'').toString();
    }

    /** What each box has beyond the boxes on it, as a stack. Boxes come parents first, so their path is at hand. */
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
        // Where sums have wrapped, what stands on a box may weigh more than it.
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

    /** Returns a name that does not end a line, which the converter reads. */
    private static String clean(String name) {
        String printable = name.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", "\ufffd");
        return printable.isEmpty() ? "(empty)" : printable;
    }
}
