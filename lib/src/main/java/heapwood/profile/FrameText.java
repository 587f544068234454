package heapwood.profile;

import java.util.function.ToDoubleFunction;

/** Functions that take a frame's name apart: its package, and forms of it that fit into a box. */
final class FrameText {
    /** The smallest number of letters shown before an ellipsis; fewer are of no use. */
    private static final int SHORTEST = 5;

    private FrameText() {}

    /** Returns a name without async-profiler's suffix for how a frame ran: {@code _[j]}, {@code _[i]}, {@code _[k]}, … */
    static String withoutMark(String name) {
        int length = name.length();
        boolean marked = length > 4 && name.charAt(length - 1) == ']' && name.startsWith("_[", length - 4);
        return marked ? name.substring(0, length - 4) : name;
    }

    /**
     * Returns a name for a frame of native code whose function is not known: the last part of its file's path, {@code [libjvm.so]},
     * or else its address, or else a text for an unknown frame.
     *
     * @param file the file's path; empty if it is not known
     * @param address the address; 0 if it is not known
     */
    static String withoutFunction(String file, long address) {
        if (!file.isEmpty()) {
            int end = file.length();
            while (end > 1 && file.charAt(end - 1) == '/') {
                end--;
            }
            return "[" + file.substring(end == 1 ? 0 : file.lastIndexOf('/', end - 1) + 1, end) + "]";
        }
        return address == 0 ? "<unknown>" : "0x" + Long.toHexString(address);
    }

    /**
     * Returns the package of a frame: the leading parts, separated by {@code /} or {@code .}, that start with a lower-case letter,
     * without the last part (a class or a function). {@code java/util/HashMap.put} and {@code java.util.HashMap} are in {@code
     * java.util}, Go's {@code go/types.(*Checker).expr} in {@code go.types}; C++ and kernel functions are in none, which is the
     * empty string.
     */
    static String packageOf(String name) {
        String text = withoutMark(name);
        int end = 0;
        while (end < text.length() && Character.isLowerCase(text.charAt(partStart(end)))) {
            int separator = nextSeparator(text, partStart(end));
            if (separator < 0 || separator == text.length() - 1) {
                break;
            }
            end = separator;
        }
        return text.substring(0, end).replace('/', '.');
    }

    private static int partStart(int end) {
        return end == 0 ? 0 : end + 1;
    }

    private static int nextSeparator(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/' || c == '.') {
                return i;
            }
            if (!Character.isJavaIdentifierPart(c) && c != '-') {
                return -1;
            }
        }
        return -1;
    }

    /** Returns the method of a text such as {@code HashMap.put} or {@code Compile::Optimize}, or all of a text of another form. */
    private static String memberOf(String simple) {
        int start = simple.length();
        while (start > 0 && isPartOfName(simple.charAt(start - 1))) {
            start--;
        }
        boolean member = start > 1 && (simple.charAt(start - 1) == '.' || simple.startsWith("::", start - 2));
        return member && start < simple.length() ? simple.substring(start) : simple;
    }

    private static boolean isPartOfName(char c) {
        return Character.isJavaIdentifierPart(c) || c == '<' || c == '>';
    }

    /**
     * Returns the longest form of a name that fits into a width. The forms are the whole name, the name without its package,
     * without its class, and the start of the name without its package with an ellipsis. The result is empty if none of them fits.
     *
     * @param room the width available
     * @param width measures a text
     */
    static String fit(String name, double room, ToDoubleFunction<String> width) {
        String all = withoutMark(name);
        if (width.applyAsDouble(all) <= room) {
            return all;
        }
        int start = packageOf(name).length();
        String simple = start == 0 ? all : all.substring(start + 1);
        if (width.applyAsDouble(simple) <= room) {
            return simple;
        }
        String member = memberOf(simple);
        if (width.applyAsDouble(member) <= room) {
            return member;
        }
        int low = 0;
        int high = simple.length();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (width.applyAsDouble(simple.substring(0, middle) + "…") <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (low > 0 && Character.isHighSurrogate(simple.charAt(low - 1))) {
            low--;
        }
        return low < SHORTEST ? "" : simple.substring(0, low) + "…";
    }
}
