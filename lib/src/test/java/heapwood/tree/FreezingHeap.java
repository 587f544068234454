package heapwood.tree;

import static heapwood.tree.Trees.bytes;

import java.util.Random;

/**
 * Freezes a tree all of whose names are new, 80 bytes each, to see how much heap that takes. To be run by hand or by a test:
 *
 * <pre>
 * java -Xmx400m -Xmn16m -XX:+UseSerialGC -cp lib/target/classes:lib/target/test-classes heapwood.tree.FreezingHeap 1000000
 * </pre>
 */
final class FreezingHeap {
    private static final int NAME = 80;
    private static final int FRAMES = 100;

    private FreezingHeap() {}

    public static void main(String[] arguments) {
        FrozenTree frozen = FrozenTree.freeze(tree(Integer.parseInt(arguments[0])));
        System.out.println(frozen.nodeCount() + " nodes, " + frozen.nameCount() + " names");
    }

    /** A tree of so many nodes besides its root, in stacks of 100 frames; its names are random, of 64 different bytes. */
    static CompactTree tree(int nodes) {
        CompactTree tree = new CompactTree();
        Random random = new Random(1);
        byte[] stack = bytes(" ".repeat(FRAMES * (NAME + 1) - 1));
        for (int i = 0; i < nodes; i += FRAMES) {
            for (int at = 0; at < stack.length; at++) {
                stack[at] = at % (NAME + 1) == NAME ? StackTree.SEPARATOR : (byte) ('<' + random.nextInt(1 << 6));
            }
            tree.insert(stack, 1);
        }
        return tree;
    }
}
