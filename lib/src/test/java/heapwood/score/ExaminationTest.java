package heapwood.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.ladder.Layout;
import heapwood.ladder.OwnForest;
import heapwood.ladder.OwnLayout;
import heapwood.ladder.OwnTree;
import heapwood.ladder.Rung;
import heapwood.score.trees.Mistaken;
import heapwood.score.trees.PlainTree;
import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ExaminationTest {
    private static final long MILLIS = 20_000;

    /** The mistakes that an examination inside this JVM survives, each with the check that is made for it. */
    private static List<Arguments> mistakes() {
        return List.of(
                Arguments.of(Mistaken.EmptyLabels.class, "empty labels", Mistake.EMPTY_LABELS),
                Arguments.of(Mistaken.SignedBytes.class, "all byte values", Mistake.SIGNED_BYTES),
                Arguments.of(Mistaken.WrapAround.class, "values up to 2^64", Mistake.WRAP_AROUND),
                Arguments.of(Mistaken.KeepsArray.class, "arrays overwritten after the call", Mistake.KEEPS_ARRAY),
                Arguments.of(Mistaken.Unsorted.class, "random keys", Mistake.UNSORTED),
                Arguments.of(Mistaken.Unsorted.class, "two trees at once", Mistake.UNSORTED),
                Arguments.of(Mistaken.TrustsArray.class, "one array for all keys", Mistake.TRUSTS_ARRAY),
                Arguments.of(Mistaken.ThrowsWhenDeep.class, "a stack of 100,000 frames", Mistake.DEPTH),
                Arguments.of(Mistaken.RandomAnswers.class, "random keys", Mistake.UNSTABLE));
    }

    private static Check check(String name) {
        return Check.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithAShortExample(Class<?> tree, String check, Mistake mistake) throws InterruptedException {
        Finding finding = new Examination(OwnLayout.of(tree), System.nanoTime(), MILLIS).of(check(check));
        assertEquals(mistake, finding.mistake(), finding.toString());
        assertTrue(finding.example().size() <= 5, finding.toString());
    }

    @Test
    void anExampleIsTheShortestThereIs() throws InterruptedException {
        Finding sorted =
                new Examination(OwnLayout.of(Mistaken.SignedBytes.class), 1, MILLIS).of(check("all byte values"));
        assertEquals(2, sorted.example().size());
        Finding deep = new Examination(OwnLayout.of(Mistaken.ThrowsWhenDeep.class), 1, MILLIS)
                .of(check("a stack of 100,000 frames"));
        assertEquals("from 10,000 frames on", deep.detail());
        assertEquals(1, deep.example().size());
    }

    @Test
    void theSameSeedMakesTheSameSequences() {
        for (Check check : Check.ALL.subList(1, Check.ALL.size())) {
            assertEquals(check.sequence(7, 0).toString(), check.sequence(7, 0).toString());
        }
        Check random = check("random keys");
        assertNotEquals(random.sequence(7, 0).toString(), random.sequence(8, 0).toString());
        assertNotEquals(random.sequence(7, 0).toString(), random.sequence(7, 1).toString());
    }

    @ParameterizedTest
    @EnumSource(HashTwins.class)
    void twinsAreDifferentNamesWithOneHash(HashTwins function) {
        List<byte[]> names = function.names(new Random(1));
        assertEquals(1, names.stream().map(function::hash).distinct().count());
        assertEquals(
                names.size(), names.stream().map(Arrays::toString).distinct().count());
        assertTrue(names.size() > 1);
    }

    private static List<Finding> wrong(Layout layout) throws InterruptedException {
        Examination examination = new Examination(layout, System.nanoTime(), MILLIS);
        List<Finding> wrong = new ArrayList<>();
        for (Check check : Check.ALL) {
            if (check.family() != null && check.family() != Family.COLLISIONS) {
                Finding finding = examination.of(check);
                if (!finding.isRight()) {
                    wrong.add(finding);
                }
            }
        }
        return wrong;
    }

    @ParameterizedTest
    @EnumSource(names = {"OBJECTS", "ONE_FOREST"}) // the others pass the contract's own tests
    void everyStepOfTheLadderIsRight(Rung rung) throws InterruptedException {
        assertEquals(List.of(), wrong(rung));
    }

    @Test
    void aSlowTreeIsRight() throws InterruptedException {
        assertEquals(List.of(), wrong(OwnLayout.of(Mistaken.Quadratic.class)));
    }

    @Test
    void aForestOfItsOwnMayReuseDroppedTrees() throws InterruptedException {
        assertEquals(List.of(), wrong(OwnLayout.of(ReusingForest.class)));
    }

    @Test
    void whatIsNoTreeIsRefused() {
        assertRefused(String.class, "is no tree");
        assertRefused(OwnTree.class, "abstract");
        assertRefused(Inner.class, "belongs to an object");
        assertRefused(NeedsWords.class, "no constructor without parameters");
        assertRefused(Blind.class, "neither walk nor iterate");
    }

    private static void assertRefused(Class<?> own, String why) {
        String message = assertThrows(IllegalArgumentException.class, () -> OwnLayout.of(own))
                .getMessage();
        assertTrue(message.startsWith(own.getSimpleName()) && message.contains(why), message);
    }

    @Test
    void aTreeThatOnlyIteratesWalks() throws InterruptedException {
        assertEquals(List.of(), wrong(OwnLayout.of(Iterating.class)));
    }

    /** A tree that has iterate alone. */
    static class Iterating implements OwnTree {
        private final ReferenceTree tree = new ReferenceTree();

        @Override
        public void insert(byte[] key, int offset, int length, long value) {
            tree.insert(key, offset, length, value);
        }

        @Override
        public void iterate(KeyVisitor visitor) {
            tree.iterate(visitor);
        }
    }

    /** A forest that empties dropped trees and hands them out again. */
    static class ReusingForest implements OwnForest {
        private final CompactForest forest = new CompactForest();

        @Override
        public StackTree newTree() {
            return forest.tree(forest.newTree());
        }

        @Override
        public void drop(StackTree tree) {
            forest.drop(((CompactTree) tree).handle());
        }
    }

    class Inner extends PlainTree {}

    static class NeedsWords extends PlainTree {
        NeedsWords(String words) {
            assertEquals("", words);
        }
    }

    static class Blind implements OwnTree {
        @Override
        public void insert(byte[] key, int offset, int length, long value) {}
    }
}
