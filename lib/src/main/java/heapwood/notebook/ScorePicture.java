package heapwood.notebook;

import heapwood.score.Card;
import heapwood.score.Digits;
import heapwood.score.Measure;
import heapwood.score.Measured;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The picture of a card: bytes a node against nanoseconds a frame, and live objects as the area of disks. Left and down is better; a line
 * joins the trees that no other tree beats in both.
 */
final class ScorePicture {
    private static final Color[] COLORS = {
        Look.ORANGE, Look.VERMILLION, Look.PURPLE, Look.GREEN, Look.BLUE, Look.SKY_BLUE
    };

    private final Card card;
    private final boolean real;

    private ScorePicture(Card card) {
        this.card = card;
        real = card.own().figure(Measure.BYTES_REAL).isPresent()
                || card.kit().stream()
                        .anyMatch(tree -> tree.figure(Measure.BYTES_REAL).isPresent());
    }

    /** Returns the picture of a card, under a file name. */
    static Picture of(Card card, String name) {
        return new ScorePicture(card).picture(name);
    }

    private double bytes(Measured tree) {
        return tree.median(real ? Measure.BYTES_REAL : Measure.BYTES_GENERATED);
    }

    private double nanos(Measured tree) {
        return tree.median(real ? Measure.INSERT_REAL : Measure.INSERT_GENERATED);
    }

    private double objects(Measured tree) {
        return tree.median(real ? Measure.OBJECTS_REAL : Measure.OBJECTS_GENERATED);
    }

    private boolean isPlaced(Measured tree) {
        return bytes(tree) > 0 && nanos(tree) > 0;
    }

    private Picture picture(String name) {
        Plot plot = Plot.titled(title())
                .x("processor time of insertion for each frame", "s")
                .logX()
                .y("bytes a node, names included", "B")
                .logY();
        front(plot);
        for (int i = 0; i < card.kit().size(); i++) {
            Measured tree = card.kit().get(i);
            if (!tree.tree().equals(card.name())) {
                add(plot, tree, COLORS[i % COLORS.length]);
            }
        }
        add(plot, card.own(), Look.BLACK);
        return plot.picture(
                name,
                "Left and down is better. In brackets, and as the size of the disks: live objects a node. "
                        + (real ? "Real stacks" : "Generated stacks") + ", medians of JVMs; frozen: freezing included. "
                        + card.provenance().line());
    }

    private void add(Plot plot, Measured tree, Color color) {
        if (isPlaced(tree)) {
            Look look = new Look(color, new Bubble(objects(tree)), Look.guide().stroke());
            plot.scatter(tree.tree() + " (" + Digits.of(objects(tree)) + ")", look)
                    .point(nanos(tree) / 1e9, bytes(tree));
        }
    }

    /** Draws a line through the trees that no tree beats in both bytes and time. */
    private void front(Plot plot) {
        List<Measured> all = new ArrayList<>(Stream.concat(card.kit().stream(), Stream.of(card.own()))
                .filter(this::isPlaced)
                .sorted(Comparator.comparingDouble(this::nanos))
                .toList());
        Plot.Curve front = null;
        double least = Double.MAX_VALUE;
        for (Measured tree : all) {
            if (bytes(tree) < least) {
                least = bytes(tree);
                front = front == null ? plot.curve("none is both smaller and faster", Look.guide()) : front;
                front.point(nanos(tree) / 1e9, least);
            }
        }
    }

    private String title() {
        Measured own = card.own();
        if (!isPlaced(own)) {
            return card.name() + " could not be measured" + (card.isRight() ? "" : ", and is wrong");
        }
        return String.format(
                "%s takes %s bytes and %s objects a node, and %s ns a frame: nearest to \"%s\"%s",
                card.name(),
                Digits.of(bytes(own)),
                Digits.of(objects(own)),
                Digits.of(nanos(own)),
                card.nearest(),
                card.isRight() ? "" : ", but it is wrong");
    }
}
