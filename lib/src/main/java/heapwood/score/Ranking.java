package heapwood.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Cards in order, the best first. Right trees come before wrong ones; among them the order is that of their cost: the geometric mean, over
 * all figures but growth, of a tree's figure as a multiple of the reference tree's on the same card.
 *
 * @param cards the cards
 */
public record Ranking(List<Card> cards) {
    /** The live objects of a compact tree are next to none, and a ratio of next to nothing would decide alone. */
    private static final double LEAST_RATIO = 0.01;

    /**
     * Returns cards in order.
     *
     * @param cards the cards, in any order
     */
    public static Ranking of(List<Card> cards) {
        List<Card> sorted = new ArrayList<>(cards);
        sorted.sort(Comparator.comparing((Card card) -> !card.isRight()).thenComparingDouble(Ranking::cost));
        return new Ranking(List.copyOf(sorted));
    }

    /** Returns the cost of a card's tree as a multiple of the reference tree's; infinite if it has no figures. */
    public static double cost(Card card) {
        Measured reference = card.kit(Standing.REFERENCE).orElse(card.own());
        double[] logs = java.util.Arrays.stream(Measure.values())
                .filter(measure -> measure != Measure.GROWTH && measure != Measure.STAR)
                .mapToDouble(measure -> card.own().median(measure) / reference.median(measure))
                .filter(ratio -> !Double.isNaN(ratio) && !Double.isInfinite(ratio))
                .map(ratio -> Math.log(Math.max(LEAST_RATIO, ratio)))
                .toArray();
        return logs.length == 0
                ? Double.POSITIVE_INFINITY
                : Math.exp(java.util.Arrays.stream(logs).average().orElseThrow());
    }

    /** Returns a line for each tree: rank, name, cost, and its first mistake. */
    public String text() {
        StringBuilder text = new StringBuilder("rank  tree                      cost (× the reference tree)\n");
        for (int i = 0; i < cards.size(); i++) {
            Card card = cards.get(i);
            double cost = cost(card);
            text.append(String.format(
                    Locale.ROOT,
                    "%4d  %-24s  %s%s%n",
                    i + 1,
                    card.name(),
                    Double.isInfinite(cost) ? "not measured" : Digits.of(cost),
                    card.firstMistake()
                            .map(finding -> ", wrong: " + finding.said())
                            .orElse("")));
        }
        return text.toString();
    }
}
