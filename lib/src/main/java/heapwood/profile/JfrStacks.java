package heapwood.profile;

import java.util.HashMap;
import java.util.Map;

/** The frames of a chunk's stack traces, as ids of a sink. */
final class JfrStacks {
    private static final int[] NONE = {};
    private static final String NO_TYPE = "()L;";

    private final JfrConstants constants;
    private final StackSink sink;
    private final boolean lines;
    private final Map<Long, int[]> stacks = new HashMap<>();
    private final Map<Long, Integer> methods = new HashMap<>();

    /**
     * Creates the frames of a chunk.
     *
     * @param lines whether frames' names end with line numbers
     */
    JfrStacks(JfrConstants constants, StackSink sink, boolean lines) {
        this.constants = constants;
        this.sink = sink;
        this.lines = lines;
    }

    /** Returns the frames of the stack trace with a key, the outermost first; an empty array if the chunk has no such trace. */
    int[] frames(long key) {
        return stacks.computeIfAbsent(key, k -> {
            JfrConstants.Stack stack = constants.stack(k);
            return stack == null ? NONE : frames(stack);
        });
    }

    private int[] frames(JfrConstants.Stack stack) {
        int[] frames = new int[stack.methods().length];
        for (int i = 0; i < frames.length; i++) {
            frames[frames.length - 1 - i] = frame(stack, i);
        }
        return frames;
    }

    private int frame(JfrConstants.Stack stack, int at) {
        long method = stack.methods()[at];
        if (lines && stack.lines()[at] > 0) {
            return sink.frame(name(method) + ":" + stack.lines()[at]);
        }
        return methods.computeIfAbsent(method, m -> sink.frame(name(m)));
    }

    /**
     * Returns the name of the method with a key. For native functions async-profiler's recordings have their library as the class,
     * which other formats do not have, and no type.
     */
    private String name(long key) {
        JfrConstants.Method method = constants.method(key);
        String name = method == null ? null : constants.text(method.name());
        if (name == null) {
            return "(unknown)";
        }
        String type = constants.text(method.type());
        boolean isFunction = type == null || type.isEmpty() || NO_TYPE.equals(constants.text(method.descriptor()));
        return isFunction ? name : type.replace('/', '.') + "." + name;
    }
}
