package heapwood.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import heapwood.score.Card;
import heapwood.score.CardText;
import heapwood.score.Effort;
import heapwood.score.Ranking;
import heapwood.score.Scorer;
import heapwood.score.TreeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The scorecard of a reader's own tree. As a cell's last value it appears as a picture, a verdict, and a table.
 *
 * <pre>{@code
 * class MyTree implements OwnTree { … }
 *
 * Scorecard.of(MyTree.class, scale).saved()
 * }</pre>
 */
public final class Scorecard {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    private final Card card;
    private final String fileName;
    private final Picture picture;

    private Scorecard(Card card) {
        this.card = card;
        fileName = "10-" + card.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        picture = ScorePicture.of(card, fileName);
    }

    /**
     * Returns the scorecard of a card.
     *
     * @param card the card
     */
    public static Scorecard of(Card card) {
        return new Scorecard(card);
    }

    /**
     * Scores a class, with a live bar and a new seed. The class runs in child JVMs only. At smoke scale it takes some 20 seconds, and at
     * laptop scale up to two minutes; the kit's own trees are measured at the first card, which takes longer.
     *
     * @param tree a class that implements {@link heapwood.ladder.OwnTree}, or {@link heapwood.ladder.OwnForest}
     * @param scale smoke, laptop or paper
     * @throws IllegalArgumentException if the class cannot be scored; the message says why
     * @throws IOException if a child cannot be started, or results cannot be read or written
     * @throws InterruptedException if the reader interrupts the kernel; children have been ended then
     */
    public static Scorecard of(Class<?> tree, String scale) throws IOException, InterruptedException {
        return of(tree, scale, Scorer.freshSeed());
    }

    /**
     * Scores a class with the seed of an earlier card, as {@link #of(Class, String)} does.
     *
     * @param tree the class
     * @param scale smoke, laptop or paper
     * @param seed the seed that the card printed
     * @throws IOException if a child cannot be started, or results cannot be read or written
     * @throws InterruptedException if the reader interrupts the kernel
     */
    public static Scorecard of(Class<?> tree, String scale, long seed) throws IOException, InterruptedException {
        try (TreeSource source = TreeSource.of(tree);
                Progress progress = Progress.of("card", 1)) {
            Card card = new Scorer(ResultFolder.path(), Effort.of(scale), seed, progress::now).score(source);
            progress.step();
            return new Scorecard(card);
        }
    }

    /**
     * Saves the card as {@code results/10-<name>} with the endings {@code .png}, {@code .svg}, {@code .html} and {@code .json}. The HTML
     * is one file with the picture in it.
     *
     * @return this
     */
    public Scorecard saved() {
        picture.saved();
        ResultFolder.save(fileName + ".html", html().getBytes(StandardCharsets.UTF_8));
        ResultFolder.save(fileName + ".json", json().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Returns the card. */
    public Card card() {
        return card;
    }

    /** Returns the picture. */
    public Picture picture() {
        return picture;
    }

    /** Returns the card as plain lines. */
    public String text() {
        return CardText.of(card);
    }

    /** Returns the card as a page that needs no other file. */
    public String html() {
        return ScorePage.page(card.name(), "", List.of(card), List.of(picture));
    }

    /** Returns all that the card knows, as JSON. */
    public String json() {
        return GSON.toJson(card);
    }

    /**
     * Returns cards on one page, the best first, with their ranks on top.
     *
     * @param cards the cards
     */
    public static String page(List<Scorecard> cards) {
        Ranking ranking = Ranking.of(cards.stream().map(Scorecard::card).toList());
        List<Scorecard> sorted = ranking.cards().stream().map(Scorecard::of).toList();
        String head = "<h1>Ranks</h1>\n<pre>" + Renderings.escape(ranking.text()) + "</pre>\n";
        return ScorePage.page(
                "Scorecards",
                head,
                ranking.cards(),
                sorted.stream().map(Scorecard::picture).toList());
    }

    /**
     * Returns cards as a JSON array.
     *
     * @param cards the cards
     */
    public static String json(List<Scorecard> cards) {
        return GSON.toJson(cards.stream().map(Scorecard::card).toList());
    }
}
