package heapwood.profile;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A tree made of another one's stacks: some of them, or each with other frames. The tree given stays as it is.
 *
 * <p>Regular expressions are searched for in frames' names (write {@code ^…$} for all of a name), once for each distinct one.
 * Time is linear in the tree's nodes and, for those with a self value, in their depth. Nodes that carry nothing, neither
 * themselves nor below, are left out.
 */
public final class Stacks {
    private static final byte[] HIDDEN = "(hidden)".getBytes(StandardCharsets.US_ASCII);

    private Stacks() {}

    /** Returns whether any frame matches: one walk. */
    public static boolean anyMatches(StackTree tree, Pattern frame) {
        FrameNames names = new FrameNames();
        int[] known = {0};
        boolean[] found = {false};
        Walks.walk(tree, "searching", (depth, array, offset, length, self, total) -> {
            if (depth == 0 || found[0]) {
                return;
            }
            int id = names.idOf(array, offset, length);
            if (id == known[0]) {
                known[0]++;
                found[0] = frame.matcher(new String(array, offset, length, StandardCharsets.UTF_8))
                        .find();
            }
        });
        return found[0];
    }

    /** The stacks with a frame that matches. */
    public static CompactTree focus(StackTree tree, Pattern frame) {
        return each(tree, new Matching(frame) {
            @Override
            int apply(int[] stack, int length) {
                return first(stack, length) < length ? length : DROPPED;
            }
        });
    }

    /** The stacks without a frame that matches. */
    public static CompactTree ignore(StackTree tree, Pattern frame) {
        return each(tree, new Matching(frame) {
            @Override
            int apply(int[] stack, int length) {
                return first(stack, length) < length ? DROPPED : length;
            }
        });
    }

    /** The stacks with a frame that matches, from the outermost such frame on. */
    public static CompactTree from(StackTree tree, Pattern frame) {
        return each(tree, new Matching(frame) {
            @Override
            int apply(int[] stack, int length) {
                int first = first(stack, length);
                System.arraycopy(stack, first, stack, 0, length - first);
                return first == length ? DROPPED : length - first;
            }
        });
    }

    /** All stacks without the frames that match; one of which nothing is left becomes the frame {@code (hidden)}. */
    public static CompactTree hide(StackTree tree, Pattern frame) {
        return each(tree, new Matching(frame) {
            @Override
            int apply(int[] stack, int length) {
                int kept = 0;
                for (int i = 0; i < length; i++) {
                    if (!matches(stack[i])) {
                        stack[kept++] = stack[i];
                    }
                }
                return kept;
            }
        });
    }

    /** All stacks with their innermost frame first: each frame's callers are above it. */
    public static CompactTree invert(StackTree tree) {
        return each(tree, new Rule() {
            @Override
            int apply(int[] stack, int length) {
                for (int i = 0, j = length - 1; i < j; i++, j--) {
                    int frame = stack[i];
                    stack[i] = stack[j];
                    stack[j] = frame;
                }
                return length;
            }
        });
    }

    /**
     * All stacks with other names, such as {@link FrameStyle#plain} gives them.
     *
     * @param name gives a name's replacement; a separator in it becomes a colon
     */
    public static CompactTree rename(StackTree tree, UnaryOperator<String> name) {
        return each(tree, new Rule() {
            @Override
            int intern(StackSink sink, byte[] frame) {
                return sink.frame(name.apply(new String(frame, StandardCharsets.UTF_8)));
            }
        });
    }

    private static CompactTree each(StackTree tree, Rule rule) {
        CompactTree result = new CompactTree();
        Walks.walk(tree, "changing stacks", new Pass(rule, StackSink.into(result)));
        return result;
    }

    /** What becomes of a stack. */
    private abstract static class Rule {
        static final int DROPPED = -1;

        FrameNames names;

        /**
         * @param stack ids of frames, the outermost first; may be changed
         * @return how many there are now, or {@link #DROPPED}
         */
        int apply(int[] stack, int length) {
            return length;
        }

        /** Where a frame goes. */
        int intern(StackSink sink, byte[] frame) {
            return sink.intern(frame);
        }
    }

    /** A rule that asks whether frames match. */
    private abstract static class Matching extends Rule {
        private final Pattern pattern;

        /** id -> 0 not known, 1 it matches, 2 it does not. */
        private byte[] known = new byte[1 << 6];

        Matching(Pattern pattern) {
            this.pattern = pattern;
        }

        boolean matches(int id) {
            if (id >= known.length) {
                known = Arrays.copyOf(known, id * 2);
            }
            if (known[id] == 0) {
                String name = new String(names.name(id), StandardCharsets.UTF_8);
                known[id] = (byte) (pattern.matcher(name).find() ? 1 : 2);
            }
            return known[id] == 1;
        }

        int first(int[] stack, int length) {
            int i = 0;
            while (i < length && !matches(stack[i])) {
                i++;
            }
            return i;
        }
    }

    /** Brings each stack that has a value to the rule, and what becomes of it to the new tree. */
    private static final class Pass implements StackTree.NodeVisitor {
        private final Rule rule;
        private final StackSink sink;
        private final FrameNames names = new FrameNames();

        /** id -> the new tree's id + 1. */
        private int[] targets = new int[1 << 6];

        private int[] path = new int[1 << 6];
        private int[] stack = new int[1 << 6];

        Pass(Rule rule, StackSink sink) {
            this.rule = rule;
            this.sink = sink;
            rule.names = names;
        }

        @Override
        public void node(int depth, byte[] array, int offset, int length, long self, long total) {
            if (depth == 0) {
                return;
            }
            if (depth > path.length) {
                path = Arrays.copyOf(path, depth * 2);
                stack = new int[depth * 2];
            }
            path[depth - 1] = names.idOf(array, offset, length);
            if (self != 0) {
                System.arraycopy(path, 0, stack, 0, depth);
                int left = rule.apply(stack, depth);
                if (left != Rule.DROPPED) {
                    sink.add(targets(left), self);
                }
            }
        }

        private int[] targets(int length) {
            if (length == 0) {
                return new int[] {sink.intern(HIDDEN)};
            }
            int[] frames = new int[length];
            for (int i = 0; i < length; i++) {
                frames[i] = target(stack[i]);
            }
            return frames;
        }

        private int target(int id) {
            if (id >= targets.length) {
                targets = Arrays.copyOf(targets, id * 2);
            }
            if (targets[id] == 0) {
                targets[id] = rule.intern(sink, names.name(id)) + 1;
            }
            return targets[id] - 1;
        }
    }
}
