package heapwood.score;

import java.util.Map;
import java.util.Optional;

/**
 * The figures of one tree.
 *
 * @param tree the tree's name
 * @param figures the figures measured
 * @param failures the reason why a piece of work has no figures, by its name
 */
public record Measured(String tree, Map<Measure, Figure> figures, Map<String, String> failures) {
    /** Returns a figure, if it was measured. */
    public Optional<Figure> figure(Measure measure) {
        return Optional.ofNullable(figures.get(measure));
    }

    /** Returns the median of a figure; NaN if it was not measured. */
    public double median(Measure measure) {
        return figure(measure).map(Figure::median).orElse(Double.NaN);
    }
}
