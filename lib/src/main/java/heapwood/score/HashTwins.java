package heapwood.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;

/** Hash functions that trees use for names, and new names with equal hashes for each of them. */
enum HashTwins {
    /** {@code String.hashCode}, which is also the multiplication by 31 that many write. */
    STRING("String.hashCode", 31) {
        @Override
        int hash(byte[] name) {
            int hash = 0;
            for (byte b : name) {
                hash = 31 * hash + (b & 0xff);
            }
            return hash;
        }
    },
    ARRAYS("Arrays.hashCode", 31) {
        @Override
        int hash(byte[] name) {
            return Arrays.hashCode(name);
        }
    },
    /** The multiplication by 33 of Bernstein's hash. */
    TIMES_33("33 · hash + byte", 33) {
        @Override
        int hash(byte[] name) {
            int hash = 5381;
            for (byte b : name) {
                hash = 33 * hash + (b & 0xff);
            }
            return hash;
        }
    },
    FNV_1A("FNV-1a", 0) {
        @Override
        int hash(byte[] name) {
            int hash = 0x811c9dc5;
            for (byte b : name) {
                hash = (hash ^ b & 0xff) * 0x01000193;
            }
            return hash;
        }
    },
    FNV_1("FNV-1", 0) {
        @Override
        int hash(byte[] name) {
            int hash = 0x811c9dc5;
            for (byte b : name) {
                hash = hash * 0x01000193 ^ b & 0xff;
            }
            return hash;
        }
    },
    CRC_32("CRC-32", 0) {
        @Override
        int hash(byte[] name) {
            CRC32 crc = new CRC32();
            crc.update(name);
            return (int) crc.getValue();
        }
    };

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int NAME_BYTES = 7;

    private final String label;
    private final int factor;

    HashTwins(String label, int factor) {
        this.label = label;
        this.factor = factor;
    }

    /** Returns the hash of a name. */
    abstract int hash(byte[] name);

    /** Returns the function's name, for readers. */
    String label() {
        return label;
    }

    /** Returns two or more new names with the same hash. */
    List<byte[]> names(Random random) {
        return factor == 0 ? found(random) : computed(random);
    }

    /** Makes names that differ in pairs of letters with the same contribution: (c, d) and (c + 1, d - factor). */
    private List<byte[]> computed(Random random) {
        byte[] name = new byte[6];
        for (int i = 0; i < name.length; i += 2) {
            name[i] = (byte) ('A' + random.nextInt(24));
            name[i + 1] = (byte) ('a' + random.nextInt(26));
        }
        List<byte[]> names = new ArrayList<>();
        for (int pairs = 0; pairs < 4; pairs++) {
            byte[] twin = name.clone();
            for (int i = 0; i < 2; i++) {
                if ((pairs >> i & 1) == 1) {
                    twin[2 * i]++;
                    twin[2 * i + 1] -= (byte) factor;
                }
            }
            names.add(twin);
        }
        return names;
    }

    /** Looks for two names among many. */
    private List<byte[]> found(Random random) {
        Map<Integer, byte[]> seen = new HashMap<>();
        while (true) {
            byte[] name = new byte[NAME_BYTES];
            for (int i = 0; i < NAME_BYTES; i++) {
                name[i] = (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
            }
            byte[] other = seen.putIfAbsent(hash(name), name);
            if (other != null && !Arrays.equals(other, name)) {
                return List.of(other, name);
            }
        }
    }
}
