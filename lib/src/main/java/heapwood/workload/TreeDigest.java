package heapwood.workload;

import heapwood.tree.StackTree;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of the nodes that one iteration of a tree reports. Two trees can be compared by their digests, a line of text
 * each.
 *
 * @param nodes the number of nodes reported
 * @param selfSum the sum of their self values, unsigned, modulo 2<sup>64</sup>
 * @param sha256 a SHA-256 in hex over the nodes in order; each gives its key's length as 4 bytes, the key, and its self
 *     value as 8 bytes, numbers with the high byte first
 */
public record TreeDigest(long nodes, long selfSum, String sha256) {
    /**
     * Returns the digest of a tree, which is iterated once. Takes time linear in the length of all keys, some 500 MB of
     * them a second. Allocates a buffer only.
     *
     * @param tree the tree to iterate
     */
    public static TreeDigest of(StackTree tree) {
        return of(tree, () -> {});
    }

    /**
     * Returns the digest of a tree, as {@link #of(StackTree)} does, and reports progress.
     *
     * @param tree the tree to iterate
     * @param onNode run after each node
     */
    public static TreeDigest of(StackTree tree, Runnable onNode) {
        Summing summing = new Summing(onNode);
        tree.iterate(summing);
        return new TreeDigest(summing.nodes, summing.selfSum, HexFormat.of().formatHex(summing.digest.digest()));
    }

    private static final class Summing implements StackTree.KeyVisitor {
        final MessageDigest digest = sha256();
        final byte[] number = new byte[Long.BYTES];
        final Runnable onNode;
        long nodes;
        long selfSum;

        Summing(Runnable onNode) {
            this.onNode = onNode;
        }

        @Override
        public void node(byte[] key, int length, long self) {
            nodes++;
            selfSum += self;
            update(length, Integer.BYTES);
            digest.update(key, 0, length);
            update(self, Long.BYTES);
            onNode.run();
        }

        private void update(long value, int bytes) {
            for (int i = 0; i < bytes; i++) {
                number[i] = (byte) (value >>> (bytes - 1 - i) * Byte.SIZE);
            }
            digest.update(number, 0, bytes);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }
    }
}
