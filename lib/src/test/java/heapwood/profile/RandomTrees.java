package heapwood.profile;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Small random trees with recursion, shared frames and now and then a value beyond 2^63. */
final class RandomTrees {
    private final Random random;

    RandomTrees(long seed) {
        random = new Random(seed);
    }

    CompactTree next() {
        CompactTree tree = new CompactTree();
        for (int i = random.nextInt(60); i > 0; i--) {
            StringBuilder key = new StringBuilder("f" + random.nextInt(3));
            for (int depth = random.nextInt(7); depth > 0; depth--) {
                key.append(";f").append(random.nextInt(6));
            }
            tree.insert(key.toString().getBytes(StandardCharsets.US_ASCII), 1 + random.nextInt(100));
        }
        return tree;
    }

    /** The stacks that have a value. */
    static Map<String, Long> stacks(StackTree tree) {
        Map<String, Long> stacks = new TreeMap<>();
        tree.iterate((key, length, self) -> {
            if (self != 0) {
                stacks.put(new String(key, 2, length - 2, StandardCharsets.UTF_8), self);
            }
        });
        return stacks;
    }
}
