package heapwood.notebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The size of an experiment. A notebook sets its scale once, in its parameters, and derives every size from it:
 *
 * <pre>{@code
 * Scale at = Scale.of(scale);
 * int trees = at.pick(2, 10, 100);
 * }</pre>
 */
public enum Scale {
    /** The scale of a build: some seconds, to check that everything works. */
    SMOKE,

    /** The scale of a reader: some minutes and 8 GB. */
    LAPTOP,

    /** The scale of the published figures: 24 GB, and no limit on time. */
    PAPER;

    /**
     * Returns the scale with a name.
     *
     * @param name smoke, laptop or paper, in any case
     * @throws IllegalArgumentException if there is no such scale; the message lists the names
     */
    public static Scale of(String name) {
        for (Scale scale : values()) {
            if (scale.toString().equalsIgnoreCase(name == null ? null : name.strip())) {
                return scale;
            }
        }
        String allowed = Arrays.stream(values()).map(Scale::toString).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown scale \"" + name + "\": use one of " + allowed);
    }

    /**
     * Returns the value for this scale.
     *
     * @param <T> the type of the values
     * @param smoke the value at smoke scale
     * @param laptop the value at laptop scale
     * @param paper the value at paper scale
     * @return one of the three
     */
    public <T> T pick(T smoke, T laptop, T paper) {
        return switch (this) {
            case SMOKE -> smoke;
            case LAPTOP -> laptop;
            case PAPER -> paper;
        };
    }

    /**
     * Returns the {@code int} for this scale.
     *
     * @param smoke the value at smoke scale
     * @param laptop the value at laptop scale
     * @param paper the value at paper scale
     * @return one of the three
     */
    public int pick(int smoke, int laptop, int paper) {
        return this.<Integer>pick((Integer) smoke, (Integer) laptop, (Integer) paper);
    }

    /**
     * Returns the {@code long} for this scale.
     *
     * @param smoke the value at smoke scale
     * @param laptop the value at laptop scale
     * @param paper the value at paper scale
     * @return one of the three
     */
    public long pick(long smoke, long laptop, long paper) {
        return this.<Long>pick((Long) smoke, (Long) laptop, (Long) paper);
    }

    /**
     * Returns the {@code double} for this scale.
     *
     * @param smoke the value at smoke scale
     * @param laptop the value at laptop scale
     * @param paper the value at paper scale
     * @return one of the three
     */
    public double pick(double smoke, double laptop, double paper) {
        return this.<Double>pick((Double) smoke, (Double) laptop, (Double) paper);
    }

    /** Returns the name in lower case, as notebooks write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
