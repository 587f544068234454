package heapwood.profile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The properties of a text's first lines that determine how it is read as collapsed stacks.
 *
 * @param lines the number of lines that are neither empty nor comments; the last one counts if it is known to be whole
 * @param stacks the number of them that end with a count
 * @param pairs the number of them that end with two counts
 * @param comments the number of lines that begin with {@code #}
 * @param separator the last byte of a line: a line feed, or a carriage return if there is no line feed
 * @param declared whether the text begins with {@link #DECLARATION}
 * @param otherLine the number of the first line that does not end with a count, from 1; 0 if there is none
 * @param otherStart the index at which that line starts
 * @param otherEnd the index at which that line ends
 */
record TextHead(
        int lines,
        int stacks,
        int pairs,
        int comments,
        byte separator,
        boolean declared,
        int otherLine,
        int otherStart,
        int otherEnd) {
    /**
     * The first line that {@link CollapsedWriter} writes if the lines could be taken for something else: another format, comments,
     * or stacks with two counts. Other readers take it for a comment.
     */
    static final String DECLARATION = "# heapwood: collapsed stacks, one count a line, no more comments\n";

    private static final byte[] DECLARED = DECLARATION.getBytes(StandardCharsets.US_ASCII);

    /**
     * Returns the properties of a text's first bytes.
     *
     * @param head the first bytes, without a byte-order mark
     * @param whole whether these are all bytes of the text
     */
    static TextHead of(byte[] head, boolean whole) {
        byte separator = contains(head, '\n') || !contains(head, '\r') ? (byte) '\n' : (byte) '\r';
        boolean declared =
                head.length >= DECLARED.length && Arrays.equals(DECLARED, Arrays.copyOf(head, DECLARED.length));
        int lines = 0;
        int stacks = 0;
        int pairs = 0;
        int comments = 0;
        int other = 0;
        int otherStart = 0;
        int otherEnd = 0;
        int start = 0;
        for (int line = 1; start < head.length; line++) {
            int end = start;
            while (end < head.length && head[end] != separator) {
                end++;
            }
            if (end == head.length && !whole) {
                break;
            }
            int to = CollapsedLine.trimmedEnd(head, start, end);
            if (to > start && head[start] == CollapsedLine.COMMENT && (line == 1 || !declared)) {
                comments++;
            } else if (to > start) {
                int counts = CollapsedLine.countsIn(head, start, to);
                lines++;
                stacks += counts > 0 ? 1 : 0;
                pairs += counts > 1 ? 1 : 0;
                if (counts == 0 && other == 0) {
                    other = line;
                    otherStart = start;
                    otherEnd = to;
                }
            }
            start = end + 1;
        }
        return new TextHead(lines, stacks, pairs, comments, separator, declared, other, otherStart, otherEnd);
    }

    private static boolean contains(byte[] bytes, char wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether every line is a stack, or nearly every one of many, or all lines are comments. */
    boolean isNearlyAllStacks() {
        return stacks == lines || lines >= 10 && stacks * 10L >= lines * 9L;
    }

    /** Returns whether so many lines are stacks that the others may be mistakes. */
    boolean isMostlyStacks() {
        return stacks > 0 && stacks * 2L >= lines;
    }

    /**
     * Returns whether every stack has two counts. A frame that ends with a number makes a single line look so, but not all lines.
     */
    boolean hasPairs() {
        return !declared && pairs > 0 && pairs == stacks;
    }
}
