package heapwood.benchmarks;

import heapwood.tree.StackTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Keys in the form in which readers of JFR and pprof have them: a table of frames, and for each stack trace the numbers of its
 * frames. All numbers are in one array, so that no collection moves consecutive stack traces apart.
 */
final class IdKeys {
    private final List<byte[]> frames = new ArrayList<>();
    private final int[] numbers;

    /** stack trace -> the index of its first number; the last element is the index after all numbers. */
    private final int[] starts;

    IdKeys(Keys keys) {
        Map<String, Integer> known = new LinkedHashMap<>();
        IntStream.Builder all = IntStream.builder();
        starts = new int[keys.count() + 1];
        for (int stack = 0; stack < keys.count(); stack++) {
            String[] names = new String(keys.key(stack), StandardCharsets.ISO_8859_1)
                    .split(String.valueOf((char) StackTree.SEPARATOR), -1);
            for (String name : names) {
                Integer number = known.putIfAbsent(name, known.size());
                all.add(number == null ? known.size() - 1 : number);
            }
            starts[stack + 1] = starts[stack] + names.length;
        }
        numbers = all.build().toArray();
        known.keySet().forEach(name -> frames.add(name.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Returns the distinct frames; a frame's number is its index. */
    List<byte[]> frames() {
        return frames;
    }

    /** Inserts all stack traces and returns the tree. */
    IdInserter insertInto(IdInserter tree) {
        for (int stack = 0; stack + 1 < starts.length; stack++) {
            tree.insert(numbers, starts[stack], starts[stack + 1] - starts[stack], 7);
        }
        return tree;
    }
}
