package heapwood.profile;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Functions that return a tree with some of another tree's stacks, or with changed stacks. The original tree is not changed.
 *
 * <p>Regular expressions are searched for in frames' names (write {@code ^…$} to match a whole name), once for each distinct name.
 * Time is linear in the number of the tree's nodes and, for those with a self value, in their depth. Nodes whose self value and
 * whose descendants' self values are all 0 are left out.
 */
public final class Stacks {
    private static final byte[] HIDDEN = "(hidden)".getBytes(StandardCharsets.US_ASCII);

    private Stacks() {}

    /**
     * Returns whether any frame matches. Takes one walk of the tree.
     *
     * @param tree the tree to search
     * @param frame the pattern to find in a frame's name
     */
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

    /**
     * Returns a tree of the stacks that contain a matching frame.
     *
     * @param tree the original tree
     * @param frame the pattern to find in a frame's name
     */
    public static CompactTree focus(StackTree tree, Pattern frame) {
        return each(tree, new Matching(frame) {
            @Override
            int apply(int[] stack, int length) {
                return first(stack, length) < length ? length : DROPPED;
            }
        });
    }

    /**
     * Returns a tree of the stacks that contain no matching frame.
     *
     * @param tree the original tree
     * @param frame the pattern to find in a frame's name
     */
    public static CompactTree ignore(StackTree tree, Pattern frame) {
        return each(tree, new Matching(frame) {
            @Override
            int apply(int[] stack, int length) {
                return first(stack, length) < length ? DROPPED : length;
            }
        });
    }

    /**
     * Returns a tree of the stacks that contain a matching frame, each from its outermost matching frame on.
     *
     * @param tree the original tree
     * @param frame the pattern to find in a frame's name
     */
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

    /**
     * Returns a tree of all stacks without the matching frames. A stack without any other frame becomes the frame {@code (hidden)}.
     *
     * @param tree the original tree
     * @param frame the pattern to find in a frame's name
     */
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

    /**
     * Returns a tree of all stacks in reverse, with the innermost frame first, so that a frame's callers are its descendants.
     *
     * @param tree the original tree
     */
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
     * Returns a tree of all stacks with other names, such as those of {@link FrameStyle#plain}.
     *
     * @param tree the original tree
     * @param name returns the replacement of a name; a separator in it becomes a colon
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

    /** A rule that changes a stack or drops it. */
    private abstract static class Rule {
        static final int DROPPED = -1;

        FrameNames names;

        /**
         * Applies the rule to a stack.
         *
         * @param stack the frames' ids, the outermost first; may be changed
         * @return the number of frames after the change, or {@link #DROPPED}
         */
        int apply(int[] stack, int length) {
            return length;
        }

        /** Returns the id of a frame in the new tree. */
        int intern(StackSink sink, byte[] frame) {
            return sink.intern(frame);
        }
    }

    /** A rule that depends on which frames match a pattern. */
    private abstract static class Matching extends Rule {
        private final Pattern pattern;

        /** The result of matching by frame id: 0 not known, 1 it matches, 2 it does not. */
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

    /** A visitor that applies the rule to each stack with a self value and adds the result to the new tree. */
    private static final class Pass implements StackTree.NodeVisitor {
        private final Rule rule;
        private final StackSink sink;
        private final FrameNames names = new FrameNames();

        /** The frame's id in the new tree + 1, by its id in the original tree. */
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
