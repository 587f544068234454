package heapwood.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What tests compare trees by. */
final class Trees {
    private Trees() {}

    /** Everything that a tree reports, a line a node: its key in hex, self and total. */
    static List<String> dump(StackTree tree) {
        List<String> keys = new ArrayList<>();
        tree.iterate((key, length, self) ->
                keys.add(HexFormat.of().formatHex(key, 0, length) + " " + Long.toUnsignedString(self)));
        List<String> lines = new ArrayList<>();
        tree.walk((depth, names, offset, length, self, total) -> {
            String key = keys.get(lines.size());
            String name = HexFormat.of().formatHex(names, offset, offset + length);
            if (!key.endsWith(name + " " + Long.toUnsignedString(self))) {
                throw new AssertionError("walk and iterate differ: " + name + " after " + key);
            }
            lines.add(key + " " + Long.toUnsignedString(total));
        });
        if (lines.size() != keys.size() || tree.nodeCount() != keys.size()) {
            throw new AssertionError("iterate reports " + keys.size() + " nodes, walk " + lines.size()
                    + ", nodeCount says " + tree.nodeCount());
        }
        return lines;
    }

    /** A number for everything that a tree reports, for trees too large to list; depths and totals included. */
    static long digest(StackTree tree) {
        long[] digest = {tree.nodeCount(), tree.total()};
        tree.walk((depth, names, offset, length, self, total) -> {
            long node = Arrays.hashCode(Arrays.copyOfRange(names, offset, offset + length)) * 31L + depth;
            digest[0] = (digest[0] * 31 + node) * 31 + self;
            digest[1] = digest[1] * 31 + total;
        });
        return digest[0] * 31 + digest[1];
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
