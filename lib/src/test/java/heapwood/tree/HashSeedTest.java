package heapwood.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HashSeedTest {
    /** Bit 63 of a word and bit 22 of the next one cancel each other under {@code (rotateLeft(hash, 23) ^ word) * odd}. */
    @Test
    void namesThatMeetUnderAHashWithoutASeedDoNotUnderOneWith() {
        long seed = HashSeed.next();
        Set<Integer> hashes = new HashSet<>();
        for (int choice = 0; choice < 1 << 10; choice++) {
            byte[] name = new byte[160];
            Arrays.fill(name, (byte) 'a');
            for (int bit = 0; bit < 10; bit++) {
                if ((choice >>> bit & 1) != 0) {
                    name[16 * bit + 7] ^= (byte) 0x80;
                    name[16 * bit + 10] ^= 0x40;
                }
            }
            hashes.add(HashSeed.hash(seed, name, 0, name.length));
        }
        assertEquals(1 << 10, hashes.size(), 2);
    }

    @Test
    void seedsAreDifferent() {
        assertNotEquals(HashSeed.next(), HashSeed.next());
    }
}
