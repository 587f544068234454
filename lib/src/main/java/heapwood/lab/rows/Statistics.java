package heapwood.lab.rows;

import org.apache.commons.math3.stat.StatUtils;

/** The statistics that tables and pictures have in common. */
final class Statistics {
    private static final double HALF = 50;

    private Statistics() {}

    /**
     * Returns the median of the values that are not NaN; NaN if there is none.
     *
     * @param values the values, in any order; not changed
     */
    static double median(double... values) {
        return StatUtils.percentile(values, HALF);
    }
}
