package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StacksTest {
    private static final Pattern ONE = Pattern.compile("^f1$");

    @TempDir
    private Path folder;

    @Test
    void eachFunctionDoesWhatAListOfStacksShows() {
        RandomTrees trees = new RandomTrees(5);
        for (int round = 0; round < 300; round++) {
            CompactTree tree = trees.next();
            Map<String, Long> stacks = RandomTrees.stacks(tree);
            assertStacks(stacks, Stacks.focus(tree, ONE), stack -> stack.contains("f1") ? stack : null);
            assertStacks(stacks, Stacks.ignore(tree, ONE), stack -> stack.contains("f1") ? null : stack);
            assertStacks(
                    stacks,
                    Stacks.from(tree, ONE),
                    stack -> stack.contains("f1") ? stack.subList(stack.indexOf("f1"), stack.size()) : null);
            assertStacks(stacks, Stacks.hide(tree, ONE), stack -> {
                List<String> left = stack.stream().filter(f -> !f.equals("f1")).toList();
                return left.isEmpty() ? List.of("(hidden)") : left;
            });
            assertStacks(stacks, Stacks.invert(tree), StacksTest::reversed);
            assertStacks(
                    stacks,
                    Stacks.rename(tree, name -> name.equals("f1") ? "f2" : name),
                    stack -> stack.stream()
                            .map(name -> name.equals("f1") ? "f2" : name)
                            .toList());
            assertEquals(
                    tree.total(),
                    Stacks.focus(tree, ONE).total() + Stacks.ignore(tree, ONE).total());
        }
    }

    private static void assertStacks(Map<String, Long> stacks, StackTree actual, UnaryOperator<List<String>> function) {
        Map<String, Long> expected = new TreeMap<>();
        stacks.forEach((stack, value) -> {
            List<String> result = function.apply(Arrays.asList(stack.split(";")));
            if (result != null) {
                expected.merge(String.join(";", result), value, Long::sum);
            }
        });
        assertEquals(expected, RandomTrees.stacks(actual));
    }

    private static List<String> reversed(List<String> stack) {
        List<String> reversed = new java.util.ArrayList<>(stack);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void invertingTwiceIsTheSame() {
        RandomTrees trees = new RandomTrees(6);
        for (int round = 0; round < 100; round++) {
            CompactTree tree = trees.next();
            assertEquals(Collapsed.text(tree), Collapsed.text(Stacks.invert(Stacks.invert(tree))));
        }
    }

    @Test
    void aThousandFilesMergeIntoTheirSum() throws Exception {
        RandomTrees trees = new RandomTrees(7);
        Map<String, Long> expected = new TreeMap<>();
        CompactTree merged = new CompactTree();
        for (int i = 0; i < 1_000; i++) {
            CompactTree tree = trees.next();
            RandomTrees.stacks(tree).forEach((stack, value) -> expected.merge(stack, value, Long::sum));
            Path file = folder.resolve("p" + i);
            Files.writeString(file, Collapsed.text(tree));
            new ProfileReader().read(file, merged);
        }
        assertEquals(expected, RandomTrees.stacks(merged));
    }

    @Test
    void aSeparatorInANewNameBecomesAColon() {
        assertEquals("a:b 1\n", Collapsed.text(Stacks.rename(Collapsed.tree("x 1\n"), name -> "a;b")));
    }
}
