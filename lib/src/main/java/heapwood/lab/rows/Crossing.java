package heapwood.lab.rows;

/**
 * The point at which a measured curve crosses a level. It lies between two points of the curve, on a straight line over
 * a logarithmic axis.
 *
 * @param x the x of the crossing; NaN if there is none
 * @param from the curve's first x
 * @param above true if a curve without a crossing lies above the level
 * @param the curve's last x
 */
public record Crossing(double x, double from, double to, boolean above) {
    /**
     * Returns the first crossing, upwards or downwards.
     *
     * @param x the points' abscissas, growing and positive
     * @param y their ordinates, as many; points with NaN, which were not measured, are ignored
     * @param level the level, a value of y
     * @throws IllegalArgumentException if {@code x} and {@code y} differ in length, or there is no point
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

    /** Returns whether the curve crosses the level. */
    public boolean exists() {
        return !Double.isNaN(x);
    }
}
