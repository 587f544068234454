package heapwood.lab.rows;

import java.util.List;

/**
 * A lower bound of the overhead of garbage collection, after Cai, Blackburn and others (Distilling the Real Cost of
 * Production Garbage Collectors, ISPASS 2022).
 *
 * <p>A program cannot run without any memory management, so its cost without a collector is not known. But it is at
 * most the cost of the cheapest run less the part that is plainly its collector's. With this rest as the base, the
 * ratio of a run's whole cost to the base is a <em>lower bound</em>: the real overhead is as large or larger, since all
 * hidden costs (barriers, caches emptied, slower allocation) stay in the base.
 *
 * @param base the most that the program costs without a collector, in the unit of the costs
 */
record LowerBound(double base) {
    /**
     * The cost of one way to run the program.
     *
     * @param total the whole cost
     * @param collector the part that is plainly its collector's; NaN where that is not known, such a cost is ignored
     *     for the base
     */
    public record Cost(double total, double collector) {}

    /**
     * Returns the lower bound for several ways to run the same work.
     *
     * @param costs the costs, all in the same unit
     * @throws IllegalArgumentException if there is no cost whose two parts are known and leave a positive base
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

    /**
     * Returns a whole cost as a multiple of the base: 1 is no visible overhead, 2 is an overhead of at least 100 %.
     *
     * @param total the whole cost, in the unit of the costs
     */
    public double overhead(double total) {
        return total / base;
    }
}
