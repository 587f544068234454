package heapwood.profile;

import heapwood.profile.FlameLayout.Box;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.function.ToLongFunction;
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

    private FlamePage() {}

    /** @param isDiff whether boxes stand for two trees */
    static void write(FlameLayout layout, boolean isDiff, String title, boolean icicle, OutputStream out)
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
            base.parseCollapsed(new StringReader(collapsed(layout, box -> 2 * layout.expected(box), shift)));
            page.diff(base);
        }
        page.dump(out);
    }

    private static int shift(FlameLayout layout) {
        double total = layout.boxes().isEmpty()
                ? 0
                : FlameLayout.unsigned(layout.weight(layout.boxes().get(0)));
        int shift = 0;
        while (total >= EXACT) {
            total /= 2;
            shift++;
        }
        return shift;
    }

    /** What each box has beyond the boxes on it, as a stack. Boxes come parents first, so their path is at hand. */
    private static String collapsed(FlameLayout layout, ToLongFunction<Box> value, int shift) {
        StringBuilder text = new StringBuilder();
        Box[] path = new Box[layout.usedRows()];
        long[] above = new long[layout.usedRows()];
        int open = 0;
        for (Box box : layout.boxes()) {
            while (open > box.row()) {
                append(path, --open, above[open], value, shift, text);
            }
            if (open > 0) {
                above[open - 1] += value.applyAsLong(box);
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
            Box[] path, int row, long above, ToLongFunction<Box> weight, int shift, StringBuilder text) {
        long total = weight.applyAsLong(path[row]);
        // Where sums have wrapped, what stands on a box may weigh more than it.
        long value = Long.compareUnsigned(above, total) > 0 ? 0 : total - above >>> shift;
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

    /** A name that can neither end a line nor, inside the page, a script. */
    private static String clean(String name) {
        String printable = name.replaceAll("[\\p{Cntrl}\u2028\u2029]", "\ufffd")
                .replace("</", "<\u2215")
                .replace("<!", "<\u01c3");
        return printable.isEmpty() ? "(empty)" : printable;
    }
}
