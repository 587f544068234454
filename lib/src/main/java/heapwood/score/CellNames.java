package heapwood.score;

import java.util.regex.Pattern;

/** The names that JShell, and so a Java kernel, gives to what a cell declares: {@code REPL.$JShell$12$MyTree}. */
final class CellNames {
    /** The class around a cell's declarations. A declaration that replaces an earlier one gets a letter after the number. */
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+");

    private CellNames() {}

    /** Returns whether a class was declared in a cell, or wraps a cell. */
    static boolean isCell(String className) {
        return className.startsWith("REPL.$JShell$");
    }

    /** Returns whether a class is the one around a cell's declarations, whose fields are the cell's variables. */
    static boolean isWrapper(String className) {
        return WRAPPER.matcher(className).matches();
    }

    /** Returns a class's name as its author knows it: {@code MyTree.Node}. */
    static String readable(String className) {
        String own =
                isCell(className) ? WRAPPER.matcher(className).replaceFirst("").replaceFirst("^\\$", "") : className;
        return own.substring(own.lastIndexOf('.') + 1).replace('$', '.');
    }
}
