package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import heapwood.score.Card;
import heapwood.score.Figure;
import heapwood.score.Finding;
import heapwood.score.Measure;
import heapwood.score.Measured;
import heapwood.score.Mistake;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorecardTest {
    private static Measured tree(String name, double objects, double bytes, double nanos) {
        return new Measured(
                name,
                Map.of(
                        Measure.OBJECTS_REAL, new Figure(objects, objects, objects, 1),
                        Measure.BYTES_REAL, new Figure(bytes, bytes - 1, bytes + 1, 3),
                        Measure.INSERT_REAL, new Figure(nanos, nanos, nanos, 1)),
                Map.of());
    }

    private static Scorecard card(Measured own, List<Finding> findings) {
        return Scorecard.of(new Card(
                own.tree(),
                findings,
                own,
                List.of(tree("objects", 3, 130, 40), tree("names shared", 2, 90, 60), tree("one forest", 0, 20, 70)),
                "names shared",
                "It is <right>.",
                new Card.Provenance(42, "d1g", "c0m", "2026-11-25", "a machine", "17", "smoke", "limits", "p", 9)));
    }

    private static final Finding WRONG = new Finding(
            "empty labels", 1, Mistake.EMPTY_LABELS, "", List.of("insert(\"\", 1)"), "\"\" & more", "nothing");

    @Test
    void aPageIsOneFileWithPictureSeedAndMistakes() {
        String html = card(tree("My<Tree>", 2, 88, 50), List.of(WRONG)).html();
        assertTrue(html.contains("<img") && html.contains("src=\"data:image/png;base64,"), "its picture is inside");
        assertFalse(html.contains("src=\"http") || html.contains("<script"), "it needs nothing else");
        assertTrue(html.contains("My&lt;Tree&gt;") && html.contains("It is &lt;right&gt;."), html);
        assertTrue(html.contains("WRONG  empty labels: loses or confuses empty labels"), html);
        assertTrue(html.contains("expected &quot;&quot; &amp; more"), html);
        assertTrue(html.contains("seed 42"), html);
    }

    @Test
    void jsonHasAllThatTheCardKnows() {
        JsonObject json = JsonParser.parseString(
                        card(tree("MyTree", 2, 88, 50), List.of(WRONG)).json())
                .getAsJsonObject();
        assertEquals(42, json.getAsJsonObject("provenance").get("seed").getAsLong());
        assertEquals(
                88,
                json.getAsJsonObject("own")
                        .getAsJsonObject("figures")
                        .getAsJsonObject("BYTES_REAL")
                        .get("median")
                        .getAsDouble());
        assertEquals(3, json.getAsJsonArray("kit").size());
    }

    @Test
    void thePictureNamesEveryTreeAndItsObjects() {
        String words = card(tree("MyTree", 2, 88, 50), List.of()).picture().alternative();
        assertTrue(words.startsWith("MyTree takes 88 bytes and 2 objects a node, and 50 ns a frame"), words);
        assertTrue(words.contains("one forest (0)"), words);
        assertTrue(words.contains("none is both smaller and faster"), words);
    }

    @Test
    void aTreeThatCouldNotBeMeasuredHasAPictureOfTheOthers() {
        Measured none = new Measured("MyTree", Map.of(), Map.of("real stacks as recorded", "timed out"));
        String words = card(none, List.of(WRONG)).picture().alternative();
        assertTrue(words.startsWith("MyTree could not be measured, and is wrong"), words);
        assertTrue(words.contains("objects (3)"), words);
    }

    @Test
    void severalCardsAreRankedOnOnePage() {
        Scorecard right = card(tree("Right", 2, 88, 50), List.of());
        Scorecard wrong = card(tree("Wrong", 0, 8, 5), List.of(WRONG));
        String page = Scorecard.page(List.of(wrong, right));
        assertTrue(page.indexOf("<h1>Right</h1>") < page.indexOf("<h1>Wrong</h1>"), "the right one comes first");
        assertEquals(
                2,
                JsonParser.parseString(Scorecard.json(List.of(wrong, right)))
                        .getAsJsonArray()
                        .size());
    }
}
