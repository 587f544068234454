package heapwood.notebook;

import heapwood.score.Card;
import heapwood.score.CardText;
import heapwood.score.Measure;
import heapwood.score.Measured;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A card as HTML: inside a cell, and as a page of its own with its picture in it. */
final class ScorePage {
    private ScorePage() {}

    /** Returns the card's words and table, without its picture. */
    static String body(Card card) {
        return "<p><b>" + Renderings.escape(card.verdict()) + "</b></p>\n<p>" + Renderings.escape(CardText.checks(card))
                + "</p>\n" + findings(card) + table(card) + failures(card)
                + "<p style=\"color:#595959;max-width:50em\">"
                + "Medians over JVMs, with the least and the most; × is a multiple of " + Renderings.escape(card.name())
                + "'s figure. " + Renderings.escape(card.provenance().line()) + "</p>\n";
    }

    private static String findings(Card card) {
        List<String> lines = CardText.findings(card);
        return lines.isEmpty()
                ? ""
                : "<pre style=\"white-space:pre-wrap\">" + Renderings.escape(String.join("\n", lines)) + "</pre>\n";
    }

    private static String table(Card card) {
        List<Measured> trees = card.compared();
        StringBuilder html = new StringBuilder("<table>\n<thead><tr><th style=\"text-align:left\"></th>");
        trees.forEach(tree -> html.append("<th style=\"text-align:right\">")
                .append(Renderings.escape(tree.tree()))
                .append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (Measure measure : CardText.measures(card)) {
            html.append("<tr><td style=\"text-align:left\">")
                    .append(Renderings.escape(CardText.label(measure)))
                    .append("</td>");
            for (Measured tree : trees) {
                String ratio = tree == card.own() ? "" : CardText.ratio(card, tree, measure);
                html.append("<td style=\"text-align:right\">")
                        .append(Renderings.escape(CardText.cell(tree.figure(measure))))
                        .append(ratio.isEmpty() ? "" : " <span style=\"color:#595959\">" + ratio + "</span>")
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table>\n").toString();
    }

    private static String failures(Card card) {
        return card.own().failures().entrySet().stream()
                .map(each -> "<p>" + Renderings.escape(each.getKey() + ": " + each.getValue()) + "</p>\n")
                .collect(Collectors.joining());
    }

    /** Returns a page with cards, each with its picture, which needs no other file. */
    static String page(String title, String head, List<Card> cards, List<Picture> pictures) {
        StringBuilder html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(Renderings.escape(title))
                .append(
                        "</title><style>body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}")
                .append("table{border-collapse:collapse}th,td{padding:.25em .8em;border-bottom:1px solid #ddd}")
                .append("img{max-width:100%}</style></head><body>\n")
                .append(head);
        for (int i = 0; i < cards.size(); i++) {
            Picture picture = pictures.get(i);
            html.append("<h1>")
                    .append(Renderings.escape(cards.get(i).name()))
                    .append("</h1>\n<img width=\"")
                    .append(picture.shownWidth())
                    .append("\" alt=\"")
                    .append(Renderings.escape(picture.alternative()))
                    .append("\" src=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(picture.png(false)))
                    .append("\">\n")
                    .append(body(cards.get(i)));
        }
        return html.append("</body></html>\n").toString();
    }
}
