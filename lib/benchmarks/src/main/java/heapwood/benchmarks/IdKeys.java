package heapwood.benchmarks;

import heapwood.tree.CompactForest;
import heapwood.tree.KeyBatch;
import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys as a reader of JFR or pprof has them: a table of frames, and for each stack the numbers of its frames. */
final class IdKeys {
    private final List<byte[]> frames = new ArrayList<>();
    private final List<int[]> stacks = new ArrayList<>();

    IdKeys(List<byte[]> keys) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (byte[] key : keys) {
            String[] names =
                    new String(key, StandardCharsets.ISO_8859_1).split(String.valueOf((char) StackTree.SEPARATOR), -1);
            int[] stack = new int[names.length];
            for (int i = 0; i < stack.length; i++) {
                Integer number = numbers.putIfAbsent(names[i], numbers.size());
                stack[i] = number == null ? numbers.size() - 1 : number;
            }
            stacks.add(stack);
        }
        numbers.keySet().forEach(name -> frames.add(name.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Interns all frames and inserts all stacks. */
    Object insertIntoNewTree() {
        CompactForest forest = new CompactForest();
        int tree = forest.newTree();
        // Ids are given from 0 on, so they are these very numbers.
        frames.forEach(forest::intern);
        for (int[] stack : stacks) {
            forest.insert(tree, stack, 0, stack.length, 7);
        }
        return forest;
    }

    /** Interns all frames and inserts all stacks as one batch. */
    Object insertAtOnce() {
        CompactForest forest = new CompactForest();
        frames.forEach(forest::intern);
        KeyBatch batch = new KeyBatch();
        for (int[] stack : stacks) {
            batch.add(stack, 0, stack.length, 7);
        }
        batch.insertInto(forest, forest.newTree());
        return forest;
    }
}
