package heapwood.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A card as plain lines and table cells. */
public final class CardText {
    private static final int WIDTH = 44;
    private static final int COLUMN = 26;

    private CardText() {}

    /** Returns a figure with its spread: {@code 131 (128–133)}. */
    public static String cell(Optional<Figure> figure) {
        if (figure.isEmpty()) {
            return "–";
        }
        Figure known = figure.get();
        String least = Digits.of(known.least());
        String most = Digits.of(known.most());
        return Digits.of(known.median()) + (least.equals(most) ? "" : " (" + least + "–" + most + ")");
    }

    /** Returns a tree's figure as a multiple of the card's own tree's: {@code 0.25×}; empty if one of them is missing. */
    public static String ratio(Card card, Measured other, Measure measure) {
        double ratio = other.median(measure) / card.own().median(measure);
        return Double.isNaN(ratio) || Double.isInfinite(ratio) ? "" : Digits.of(ratio) + "×";
    }

    /** Returns the figures that at least one of the compared trees has. */
    public static List<Measure> measures(Card card) {
        return java.util.Arrays.stream(Measure.values())
                .filter(measure -> card.compared().stream()
                        .anyMatch(tree -> tree.figure(measure).isPresent()))
                .toList();
    }

    /** Returns a figure's label with its unit. */
    public static String label(Measure measure) {
        return measure.label() + (measure.unit().isEmpty() ? "" : " (" + measure.unit() + ")");
    }

    /** Returns the mistakes and remarks, each in some lines: what is wrong, what was inserted, expected and got, and what to think of next. */
    public static List<String> findings(Card card) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : card.findings()) {
            if (finding.mistake() == Mistake.NOT_EXAMINED) {
                continue;
            }
            if (finding.mistake() != null) {
                lines.add((finding.isRight() ? "note   " : "WRONG  ") + finding.check() + ": " + finding.said());
                finding.example().forEach(insert -> lines.add("         " + insert));
                if (!finding.expected().isEmpty()) {
                    lines.add("         expected " + finding.expected());
                }
                if (!finding.got().isEmpty()) {
                    lines.add("         got      " + finding.got());
                }
                lines.add("         think of " + finding.mistake().advice());
            }
        }
        List<String> left = card.findings().stream()
                .filter(finding -> finding.mistake() == Mistake.NOT_EXAMINED)
                .map(Finding::check)
                .toList();
        if (!left.isEmpty()) {
            lines.add("not examined, since three children were lost: " + String.join(", ", left));
        }
        return lines;
    }

    /** Returns one line about all checks: {@code 18 of 18 checks are right, 372 sequences}. */
    public static String checks(Card card) {
        long right = card.findings().stream()
                .filter(finding -> finding.mistake() == null)
                .count();
        long all = card.findings().stream()
                .filter(finding ->
                        finding.mistake() == null || finding.mistake().isWrong())
                .count();
        int sequences = card.findings().stream().mapToInt(Finding::sequences).sum();
        return right + " of " + all + " checks are right, " + sequences + " sequences, seed "
                + card.provenance().seed();
    }

    /** Returns the whole card, for a terminal. */
    public static String of(Card card) {
        StringBuilder text = new StringBuilder();
        text.append(card.verdict()).append("\n\n").append(checks(card)).append('\n');
        findings(card).forEach(line -> text.append(line).append('\n'));
        text.append('\n').append(pad("", WIDTH));
        card.compared().forEach(tree -> text.append(pad(tree.tree(), COLUMN)));
        text.append('\n');
        for (Measure measure : measures(card)) {
            text.append(pad(label(measure), WIDTH));
            for (Measured tree : card.compared()) {
                String ratio = tree == card.own() ? "" : ratio(card, tree, measure);
                text.append(pad(cell(tree.figure(measure)) + (ratio.isEmpty() ? "" : " " + ratio), COLUMN));
            }
            text.append('\n');
        }
        card.own()
                .failures()
                .forEach((work, why) ->
                        text.append(work).append(": ").append(why).append('\n'));
        return text.append("\nmedians over JVMs, with the least and the most; × is a multiple of ")
                .append(card.name())
                .append("'s figure. ")
                .append(card.provenance().line())
                .append('\n')
                .toString()
                .replaceAll(" +\n", "\n");
    }

    private static String pad(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s ", text);
    }
}
