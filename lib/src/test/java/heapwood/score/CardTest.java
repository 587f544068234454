package heapwood.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.ladder.Rung;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardTest {
    private static final Card.Provenance HERE =
            new Card.Provenance(42, "digest", "commit", "now", "machine", "17", "smoke", "limits", "profile", 12.3);

    /** A tree with figures of real stacks. */
    static Measured tree(String name, double objects, double bytes, double nanos, double star) {
        Map<Measure, Figure> figures = new EnumMap<>(Measure.class);
        figures.put(Measure.OBJECTS_REAL, Figure.of(objects));
        figures.put(Measure.BYTES_REAL, Figure.of(bytes, bytes + 2, bytes - 2));
        figures.put(Measure.INSERT_REAL, Figure.of(nanos));
        figures.put(Measure.STAR, Figure.of(star));
        return new Measured(name, figures, Map.of());
    }

    private static final List<Measured> KIT = List.of(
            tree(Rung.OBJECTS.toString(), 2.9, 130, 40, 2),
            tree(Rung.NAMES_SHARED.toString(), 1.9, 90, 60, 2),
            tree(Rung.ONE_FOREST.toString(), 0.001, 20, 70, 1));

    /** A card of a tree with findings. */
    static Card card(Measured own, Finding... findings) {
        Standing standing = new Standing(own, KIT);
        return new Card(
                own.tree(), List.of(findings), own, KIT, standing.nearest(), standing.verdict(List.of(findings)), HERE);
    }

    private static final Finding RIGHT = Finding.right("random keys", 60);

    private static final Finding WRONG = new Finding(
            "all byte values",
            3,
            Mistake.SIGNED_BYTES,
            "",
            List.of("insert(\"a\", 1)", "insert(\"\\xff\", 1)"),
            "\"a\"",
            "\"\\xff\"");

    @Test
    void aVerdictSaysWhereATreeStandsAndWhatIsNext() {
        Card card = card(tree("Mine", 2.0, 100, 55, 2), RIGHT);
        assertTrue(card.isRight());
        assertEquals("names shared", card.nearest());
        assertEquals(
                "Mine answers as the original does in all 60 sequences. With 2 objects and 100 bytes a node and 55 ns a frame on real"
                        + " stacks it is nearest to \"names shared\", and no tree of the kit is both smaller and faster."
                        + " Next: keep the children of all nodes in one array (03-the-compact-tree, step \"children in one array\").",
                card.verdict());
    }

    @Test
    void theNextStepIsTheLargestOneLeft() {
        assertNext(tree("Mine", 4.1, 250, 55, 2), "a map for each node");
        assertNext(tree("Mine", 2.9, 120, 55, 2), "names shared");
        assertNext(tree("Mine", 1.0, 70, 55, 2), "nodes in columns");
        assertNext(tree("Mine", 0.01, 60, 55, 1), "20 bytes a node are enough");
        assertNext(tree("Mine", 0.01, 21, 155, 1), "40 ns a frame are possible");
        assertNext(tree("Mine", 0.01, 21, 45, 1), "can be frozen");
        assertNext(tree("Mine", 4.1, 250, 55, 9), "quadratic time");
    }

    private static void assertNext(Measured own, String words) {
        String verdict = card(own, RIGHT).verdict();
        assertTrue(verdict.contains(words), verdict);
    }

    @Test
    void aMistakeComesFirst() {
        Card card = card(tree("Mine", 4.1, 250, 55, 9), RIGHT, WRONG);
        assertFalse(card.isRight());
        assertTrue(
                card.verdict()
                        .startsWith("Mine compares bytes as signed numbers, in the check \"all byte values\". Next: "),
                card.verdict());
        String text = CardText.of(card);
        assertTrue(text.contains("1 of 2 checks are right, 63 sequences, seed 42"), text);
        assertTrue(
                text.contains("WRONG  all byte values: compares bytes as signed numbers\n         insert(\"a\", 1)\n"),
                text);
    }

    @Test
    void aTableHasRatiosAndSpreads() {
        Card card = card(tree("Mine", 2.0, 100, 55, 2), RIGHT);
        assertEquals(
                List.of("Mine", "objects", "one forest", "names shared"),
                card.compared().stream().map(Measured::tree).toList());
        assertEquals("130 (128–132)", CardText.cell(card.kit().get(0).figure(Measure.BYTES_REAL)));
        assertEquals("1.3×", CardText.ratio(card, card.kit().get(0), Measure.BYTES_REAL));
        assertEquals("–", CardText.cell(card.own().figure(Measure.PAUSE)));
        assertEquals("", CardText.ratio(card, card.kit().get(0), Measure.PAUSE));
    }

    @Test
    void aTreeWithoutFiguresHasACard() {
        Measured none = new Measured("Mine", Map.of(), Map.of("real stacks as recorded", "timed out after 20 s"));
        Card card = card(none, WRONG);
        assertTrue(card.verdict().endsWith("It could not be measured."), card.verdict());
        assertTrue(CardText.of(card).contains("real stacks as recorded: timed out after 20 s"));
        assertTrue(
                card(none, RIGHT).verdict().contains("timed out"),
                card(none, RIGHT).verdict());
    }

    @Test
    void ranksPutRightTreesFirst() {
        Card wrong = card(tree("Wrong", 0.01, 10, 10, 1), WRONG);
        Card small = card(tree("Small", 0.01, 20, 40, 1), RIGHT);
        Card large = card(tree("Large", 4.1, 250, 55, 2), RIGHT);
        Ranking ranking = Ranking.of(List.of(wrong, large, small));
        assertEquals(
                List.of("Small", "Large", "Wrong"),
                ranking.cards().stream().map(Card::name).toList());
        assertTrue(ranking.text().contains("3  Wrong"), ranking.text());
        assertTrue(ranking.text().contains("wrong: compares bytes as signed numbers"), ranking.text());
    }

    @Test
    void numbersHaveThreeDigits() {
        assertEquals("2.91", Digits.of(2.912345));
        assertEquals("1,235", Digits.of(1234.6));
        assertEquals("0.012", Digits.of(0.0123));
        assertEquals("< 0.001", Digits.of(0.0001));
        assertEquals("0", Digits.of(0));
        assertEquals("–", Digits.of(Double.NaN));
    }
}
