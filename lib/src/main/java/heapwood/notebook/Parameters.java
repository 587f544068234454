package heapwood.notebook;

/** Checks of the parameters that a reader set in a notebook, before any cell uses them. */
public final class Parameters {
    private Parameters() {}

    /**
     * Returns the value of a parameter, if it lies in a range.
     *
     * @param name the parameter's name, for the message
     * @param value the value that the reader set
     * @param least the smallest value allowed
     * @param most the largest value allowed
     * @return {@code value}
     * @throws IllegalArgumentException if the value lies outside the range; the message names the parameter and the range
     */
    public static long inRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " = " + value + " is out of range: use a whole number from " + least + " to " + most);
        }
        return value;
    }

    /**
     * Returns the value of an {@code int} parameter, if it lies in a range.
     *
     * @param name the parameter's name, for the message
     * @param value the value that the reader set
     * @param least the smallest value allowed
     * @param most the largest value allowed
     * @return {@code value}
     * @throws IllegalArgumentException if the value lies outside the range; the message names the parameter and the range
     */
    public static int inRange(String name, int value, int least, int most) {
        return (int) inRange(name, (long) value, least, most);
    }

    /**
     * Returns the value of a {@code double} parameter, if it lies in a range.
     *
     * @param name the parameter's name, for the message
     * @param value the value that the reader set; NaN is in no range
     * @param least the smallest value allowed
     * @param most the largest value allowed
     * @return {@code value}
     * @throws IllegalArgumentException if the value lies outside the range; the message names the parameter and the range
     */
    public static double inRange(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " = " + value + " is out of range: use a number from " + least + " to " + most);
        }
        return value;
    }
}
