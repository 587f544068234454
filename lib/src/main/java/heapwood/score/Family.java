package heapwood.score;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A family of random sequences of insertions, each meant to bring out one kind of mistake. */
enum Family {
    RANDOM("random keys") {
        @Override
        List<Insert> sequence(Random random, int number) {
            return keys(random, 1 + random.nextInt(24), 2 + random.nextInt(12), Family::letters);
        }
    },
    EMPTY_LABELS("empty labels") {
        @Override
        List<Insert> sequence(Random random, int number) {
            return keys(random, 1 + random.nextInt(8), 3, (r, n) -> n == 0 ? new byte[0] : letters(r, n));
        }
    },
    BYTES("all byte values") {
        @Override
        List<Insert> sequence(Random random, int number) {
            return keys(random, 2 + random.nextInt(10), 40, Family::anyBytes);
        }
    },
    PREFIXES("names that start alike") {
        @Override
        List<Insert> sequence(Random random, int number) {
            return keys(
                    random,
                    2 + random.nextInt(12),
                    8,
                    (r, n) -> "aaaaaaaaa".substring(0, n + 1).getBytes());
        }
    },
    VALUES("values up to 2^64") {
        @Override
        List<Insert> sequence(Random random, int number) {
            List<Insert> inserts = new ArrayList<>();
            for (Insert insert : keys(random, 2 + random.nextInt(10), 3, Family::letters)) {
                long value = random.nextBoolean() ? random.nextLong() : (random.nextBoolean() ? -1 : Long.MAX_VALUE);
                inserts.add(new Insert(insert.key(), value));
            }
            return inserts;
        }
    },
    LONG_NAMES("names of up to 70,000 bytes") {
        @Override
        List<Insert> sequence(Random random, int number) {
            int[] lengths = {127, 128, 255, 256, 257, 4_096, 32_768, 65_535, 65_536, 70_000};
            return keys(random, 2 + random.nextInt(3), 6, (r, n) -> {
                byte[] name = new byte[lengths[r.nextInt(lengths.length)] + r.nextInt(2)];
                java.util.Arrays.fill(name, (byte) 'n');
                name[name.length - 1] = (byte) ('a' + n);
                return name;
            });
        }
    },
    COLLISIONS("names with equal hash codes") {
        @Override
        List<Insert> sequence(Random random, int number) {
            HashTwins[] functions = HashTwins.values();
            List<byte[]> twins = new ArrayList<>(functions[number % functions.length].names(random));
            Collections.shuffle(twins, random);
            List<Insert> inserts = new ArrayList<>();
            for (int i = 0; i < 2 * twins.size(); i++) {
                inserts.add(Insert.of(List.of(twins.get(i % twins.size())), 1 + i));
            }
            return inserts;
        }
    },
    STAR("a star of siblings") {
        @Override
        List<Insert> sequence(Random random, int number) {
            return keys(random, 3_000, 1_500, 1, (r, n) -> ("s" + n).getBytes());
        }
    },
    BINARY("a binary tree") {
        @Override
        List<Insert> sequence(Random random, int number) {
            return keys(random, 800, 2, 12, Family::letters);
        }
    },
    CHAIN("a chain, key by key") {
        @Override
        List<Insert> sequence(Random random, int number) {
            List<Insert> inserts = new ArrayList<>();
            StringBuilder key = new StringBuilder("m");
            for (int i = 0; i < 200; i++) {
                inserts.add(Insert.of(key.toString(), 1 + random.nextInt(9)));
                key.append(';').append((char) ('a' + random.nextInt(3)));
            }
            Collections.shuffle(inserts, random);
            return inserts;
        }
    },
    DEEP("a stack of 100,000 frames") {
        @Override
        List<Insert> sequence(Random random, int number) {
            String frame = (char) ('a' + random.nextInt(26)) + ";";
            return List.of(
                    Insert.of(frame.repeat(DEEPEST - 1) + "z", 1), Insert.of(frame.repeat(DEEPEST / 2) + "y", 2));
        }
    };

    private static final int DEEPEST = 100_000;

    private final String label;

    Family(String label) {
        this.label = label;
    }

    /** Returns the family's name, for readers. */
    String label() {
        return label;
    }

    /**
     * Returns a new sequence.
     *
     * @param random the source of all that is random
     * @param number the number of the sequence, from 0
     */
    abstract List<Insert> sequence(Random random, int number);

    private interface Names {
        byte[] name(Random random, int number);
    }

    private static List<Insert> keys(Random random, int count, int names, Names source) {
        return keys(random, count, names, 1 + random.nextInt(5), source);
    }

    private static List<Insert> keys(Random random, int count, int names, int mostFrames, Names source) {
        List<Insert> inserts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<byte[]> frames = new ArrayList<>();
            int depth = 1 + random.nextInt(mostFrames);
            for (int frame = 0; frame < depth; frame++) {
                frames.add(source.name(random, random.nextInt(names)));
            }
            inserts.add(Insert.of(frames, random.nextInt(100)));
        }
        return inserts;
    }

    private static byte[] letters(Random random, int number) {
        return new byte[] {(byte) ('a' + number % 26)};
    }

    private static byte[] anyBytes(Random random, int number) {
        byte[] name = new byte[random.nextInt(3)];
        for (int i = 0; i < name.length; i++) {
            name[i] = (byte) random.nextInt(256);
            if (name[i] == ';') {
                name[i] = (byte) 0xff;
            }
        }
        return name;
    }
}
