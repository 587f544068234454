package heapwood.notebook;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How big an experiment is. A notebook names its scale once, in its parameters, and picks every size from it:
 *
 * <pre>{@code
 * Scale at = Scale.of(scale);
 * int trees = at.pick(2, 10, 100);
 * }</pre>
 */
public enum Scale {
    /** Seconds, to see that everything works: what a build runs. */
    SMOKE,

    /** Some minutes and 8 GB: what a reader runs. */
    LAPTOP,

    /** As long as it takes, and 24 GB: the figures that are published. */
    PAPER;

    /**
     * The scale of that name, whatever its case.
     *
     * @param name smoke, laptop or paper
     * @throws IllegalArgumentException if there is no such scale; the message names those there are
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

    /** The first value at smoke scale, the second at laptop scale, the third at paper scale. */
    public <T> T pick(T smoke, T laptop, T paper) {
        return switch (this) {
            case SMOKE -> smoke;
            case LAPTOP -> laptop;
            case PAPER -> paper;
        };
    }

    /** {@link #pick(Object, Object, Object)} of whole numbers. */
    public int pick(int smoke, int laptop, int paper) {
        return this.<Integer>pick((Integer) smoke, (Integer) laptop, (Integer) paper);
    }

    /** {@link #pick(Object, Object, Object)} of long whole numbers. */
    public long pick(long smoke, long laptop, long paper) {
        return this.<Long>pick((Long) smoke, (Long) laptop, (Long) paper);
    }

    /** {@link #pick(Object, Object, Object)} of numbers with a fraction. */
    public double pick(double smoke, double laptop, double paper) {
        return this.<Double>pick((Double) smoke, (Double) laptop, (Double) paper);
    }

    /** The name as a notebook writes it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
