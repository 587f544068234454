package heapwood.lab.rows;

import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * A straight line through measured points, by least squares.
 *
 * @param slope the growth of y for each unit of x
 * @param intercept the y at x = 0
 * @param slopeError half the width of the slope's 95 % interval; NaN with fewer than three points
 * @param fit the share of y's variance that the line explains (R²)
 * @param points the number of points
 */
public record Line(double slope, double intercept, double slopeError, double fit, int points) {
    private static final double OUTSIDE = 0.05;

    /**
     * Returns the line through points.
     *
     * @param x the points' abscissas
     * @param y their ordinates, as many
     * @throws IllegalArgumentException if {@code x} and {@code y} differ in length, or there are not at least two
     *     different abscissas
     */
    public static Line through(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("a line needs as many x as y: " + x.length + " and " + y.length);
        }
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            regression.addData(x[i], y[i]);
        }
        double slope = regression.getSlope();
        if (Double.isNaN(slope)) {
            throw new IllegalArgumentException("a line needs points at two different x at least");
        }
        double error = x.length < 3 ? Double.NaN : regression.getSlopeConfidenceInterval(OUTSIDE);
        return new Line(slope, regression.getIntercept(), error, regression.getRSquare(), x.length);
    }

    /**
     * Returns the x at which the line reaches a y.
     *
     * @param y the y to reach
     */
    public double xAt(double y) {
        return (y - intercept) / slope;
    }
}
