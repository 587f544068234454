package heapwood.lab;

import java.util.List;

/**
 * The lower-bound overhead of garbage collection, after Cai, Blackburn and others (Distilling the Real Cost of Production
 * Garbage Collectors, ISPASS 2022).
 *
 * <p>Nobody can run a program without any memory management, so what it would cost then is not known. But it is at most what is left of
 * the cheapest run when that part of its cost is taken off which is plainly its collector's. With that as the base, the
 * ratio of a run's whole cost to it is a <em>lower bound</em>: the real overhead is as large or larger, since all that is hidden
 * (barriers, caches emptied, slower allocation) stays in the base.
 *
 * @param base what the program costs at most without a collector, in the unit of the costs
 */
public record LowerBound(double base) {
    /**
     * One way to run the program.
     *
     * @param total its whole cost
     * @param collector the part that is plainly its collector's; NaN where that is not known, which adds nothing to the base
     */
    public record Cost(double total, double collector) {}

    /**
     * The base of some ways to run the same work.
     *
     * @throws IllegalArgumentException if of none of them both parts are known and positive
     */
    public static LowerBound of(List<Cost> costs) {
        double base = costs.stream()
                .mapToDouble(cost -> cost.total - cost.collector)
                .filter(rest -> rest > 0) // not NaN either
                .min()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "a lower bound needs a cost of which the collector's part is known: measure at least one collector"));
        return new LowerBound(base);
    }

    /** How many times the base a whole cost is: 1 is no overhead that could be seen, 2 is at least as much again. */
    public double overhead(double total) {
        return total / base;
    }
}
