package heapwood.notebook;

/** Checks what a reader wrote into a notebook's parameters, before anything runs on it. */
public final class Parameters {
    private Parameters() {}

    /**
     * Returns the value, if it lies in the range.
     *
     * @param name the parameter's name, for the message
     * @param value what the reader wrote
     * @param least the smallest value allowed
     * @param most the largest value allowed
     * @throws IllegalArgumentException if it lies outside; the message names the parameter and its range
     */
    public static long inRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " = " + value + " is out of range: use a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** {@link #inRange(String, long, long, long)} of an int. */
    public static int inRange(String name, int value, int least, int most) {
        return (int) inRange(name, (long) value, least, most);
    }

    /** {@link #inRange(String, long, long, long)} of a number with a fraction; NaN is in no range. */
    public static double inRange(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " = " + value + " is out of range: use a number from " + least + " to " + most);
        }
        return value;
    }
}
