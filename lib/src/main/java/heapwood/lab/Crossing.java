package heapwood.lab;

/**
 * Where a measured curve crosses a level: between two of its points, on a straight line over a logarithmic axis.
 *
 * @param x where it does; NaN if it does not
 * @param from the curve's first x
 * @param to its last
 * @param above whether all of a curve that does not cross lies above the level
 */
public record Crossing(double x, double from, double to, boolean above) {
    /**
     * The first crossing, upwards or downwards.
     *
     * @param x growing and positive
     * @param y as many; NaN stands for what was not measured, and is passed over
     * @param level the value of y
     * @throws IllegalArgumentException if the numbers differ, or there is no point
     */
    public static Crossing of(double[] x, double[] y, double level) {
        if (x.length != y.length || x.length == 0) {
            throw new IllegalArgumentException(
                    "a curve needs at least one point, and as many x as y: " + x.length + " and " + y.length);
        }
        int last = -1;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(y[i])) {
                continue;
            }
            if (last >= 0 && (y[last] < level) != (y[i] < level)) {
                double part = (level - y[last]) / (y[i] - y[last]);
                double at = Math.exp(Math.log(x[last]) + part * (Math.log(x[i]) - Math.log(x[last])));
                return new Crossing(at, x[0], x[x.length - 1], false);
            }
            last = i;
        }
        return new Crossing(Double.NaN, x[0], x[x.length - 1], last >= 0 && y[last] >= level);
    }

    /** Whether it crosses. */
    public boolean exists() {
        return !Double.isNaN(x);
    }
}
