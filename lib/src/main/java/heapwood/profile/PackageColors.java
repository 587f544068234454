package heapwood.profile;

import java.awt.Color;
import java.nio.charset.StandardCharsets;

/**
 * A box's color by its frame's package, the same in every picture: a hash of the package's name picks one of a few calm
 * tints. They were chosen to lie as far apart as calm tints can, for full color vision and for missing red or green
 * receptors alike; even so, nothing is said by color alone.
 */
final class PackageColors {
    /** Frames without a package: C++, kernel, arrays. */
    static final Color NO_PACKAGE = new Color(0xDDD0BA);

    /** Boxes that stand for several nodes. */
    static final Color NARROW = new Color(0xCFCFCF);

    /** The root, which is no frame. */
    static final Color ROOT = new Color(0xE9E9E9);

    private static final Color[] TINTS = {
        new Color(0x87B49B), new Color(0xABC097), new Color(0xD5B275), new Color(0xC397BE),
        new Color(0xECD5FE), new Color(0x87A9DF), new Color(0xE9B3E3), new Color(0x9CCCFF),
        new Color(0x6FCAC4), new Color(0xD8E9A7), new Color(0xD59875),
    };

    /** Found by trying: with it, the packages that Java profiles have most of get different tints. */
    private static final int SEED = 380_604;

    private PackageColors() {}

    static Color of(String packageName) {
        return packageName.isEmpty() ? NO_PACKAGE : TINTS[Integer.remainderUnsigned(hash(packageName), TINTS.length)];
    }

    /** FNV-1a, its bits mixed once more. */
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
