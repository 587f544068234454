package heapwood.profile;

import heapwood.profile.FlameLayout.Box;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The colors of a picture's boxes by their frames' packages, out of a few calm tints. A hash of a package's name chooses its
 * preferred tint, so that most packages have the same tint in every picture. Tints are assigned in the order of the room that
 * packages take up. As long as there are unused tints, each package gets a different one. Any other package gets the tint with
 * which it shares the least border, its preferred one if there is no difference.
 *
 * <p>The tints were chosen to lie as far apart as calm tints can, for full color vision and for missing red or green receptors
 * alike; even so, no information is given by color alone.
 */
final class PackageColors {
    /** The color of frames without a package, such as C++ and kernel functions and arrays. */
    static final Color NO_PACKAGE = new Color(0xDDD0BA);

    /** The color of boxes that stand for several nodes. */
    static final Color NARROW = new Color(0xCFCFCF);

    /** The color of the root, which is no frame. */
    static final Color ROOT = new Color(0xE9E9E9);

    private static final Color[] TINTS = {
        new Color(0x87B49B), new Color(0xABC097), new Color(0xD5B275), new Color(0xC397BE),
        new Color(0xECD5FE), new Color(0x87A9DF), new Color(0xE9B3E3), new Color(0x9CCCFF),
        new Color(0x6FCAC4), new Color(0xD8E9A7), new Color(0xD59875),
    };

    /** The seed of the hash, found by experiment: with it, the most frequent packages of Java profiles get different tints. */
    private static final int SEED = 380_604;

    /** The weight of a border between boxes side by side, relative to a border of the picture's whole width. */
    private static final double SIDE = 0.015;

    private final Map<String, Double> widths = new HashMap<>();
    private final Map<String, Map<String, Double>> borders = new HashMap<>();
    private final Map<String, Integer> tints = new LinkedHashMap<>();

    private PackageColors() {}

    /** Returns the colors of a picture. */
    static PackageColors of(List<Box> boxes) {
        PackageColors colors = new PackageColors();
        colors.measure(boxes);
        colors.choose();
        return colors;
    }

    /** Measures the room and the borders of packages. Boxes come parents before children, and from left to right. */
    private void measure(List<Box> boxes) {
        Map<Integer, Box> lastOfRow = new HashMap<>();
        for (Box box : boxes) {
            Box beside = lastOfRow.put(box.row(), box);
            if (box.row() == 0 || box.name() == null) {
                continue;
            }
            String name = FrameText.packageOf(box.name());
            widths.merge(name, box.width(), Double::sum);
            addBorder(name, lastOfRow.get(box.row() - 1), box.width());
            addBorder(name, beside, SIDE);
        }
    }

    private void addBorder(String name, Box other, double length) {
        if (other != null && other.row() > 0 && other.name() != null) {
            String neighbor = FrameText.packageOf(other.name());
            borders.computeIfAbsent(name, n -> new HashMap<>()).merge(neighbor, length, Double::sum);
            borders.computeIfAbsent(neighbor, n -> new HashMap<>()).merge(name, length, Double::sum);
        }
    }

    private void choose() {
        for (String name : heaviestFirst()) {
            if (!name.isEmpty()) {
                tints.put(name, tints.size() < TINTS.length ? free(name) : leastShared(name));
            }
        }
    }

    private int free(String name) {
        int tint = preferred(name);
        while (tints.containsValue(tint)) {
            tint = (tint + 1) % TINTS.length;
        }
        return tint;
    }

    private int leastShared(String name) {
        double[] shared = new double[TINTS.length];
        borders.getOrDefault(name, Map.of()).forEach((neighbor, length) -> {
            Integer tint = tints.get(neighbor);
            if (tint != null) {
                shared[tint] += length;
            }
        });
        int best = preferred(name);
        for (int tint = 0; tint < TINTS.length; tint++) {
            best = shared[tint] < shared[best] ? tint : best;
        }
        return best;
    }

    /** Returns the picture's packages, ordered by the room that they take up, the largest first. */
    List<String> heaviestFirst() {
        List<String> names = new ArrayList<>(widths.keySet());
        names.sort(Comparator.comparing((String name) -> -widths.get(name)).thenComparing(name -> name));
        return names;
    }

    /**
     * Returns the color of a package.
     *
     * @param packageName the package of one of the picture's boxes; may be empty
     */
    Color of(String packageName) {
        return packageName.isEmpty() ? NO_PACKAGE : TINTS[tints.get(packageName)];
    }

    private static int preferred(String packageName) {
        return Integer.remainderUnsigned(hash(packageName), TINTS.length);
    }

    /** Returns the FNV-1a hash of a package's name, with its bits mixed once more. */
    private static int hash(String packageName) {
        int hash = SEED;
        for (byte b : packageName.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xFF) * 0x0100_0193;
        }
        hash ^= hash >>> 15;
        hash *= 0x2C1B_3C6D;
        return hash ^ hash >>> 12;
    }
}
