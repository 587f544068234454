package heapwood.score;

import java.util.Arrays;

/** The place in a reader's code that a stack trace leads to. */
final class Place {
    private Place() {}

    /**
     * Returns the innermost frame that is neither the JDK's nor the kit's, such as {@code MyTree.insert (MyTree.java:12)}; empty if
     * there is none. A line inside a notebook's cell is left out, since the kernel counts lines of its own.
     *
     * @param trace the frames, the innermost first
     */
    static String in(StackTraceElement... trace) {
        return Arrays.stream(trace)
                .filter(frame -> !isJdk(frame.getClassName())
                        && !frame.getClassName()
                                .matches("heapwood\\.(score|ladder|tree|workload|lab\\.\\w+)\\.[\\w$]+"))
                .findFirst()
                .map(Place::shown)
                .orElse("");
    }

    private static boolean isJdk(String className) {
        return className.matches("(java|javax|jdk|sun|com\\.sun)\\..*");
    }

    private static String shown(StackTraceElement frame) {
        String method = CellNames.readable(frame.getClassName()) + "." + frame.getMethodName();
        return CellNames.isCell(frame.getClassName()) || frame.getFileName() == null
                ? method
                : method + " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
    }
}
