package heapwood.benchmarks;

import heapwood.profile.CollapsedReader;
import heapwood.workload.Inserter;
import heapwood.workload.TreeGenerator;
import heapwood.workload.TreeShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Which keys. */
enum Workload {
    /** One tree of the original's headline: every prefix of 200 paths of 500 names of 80 bytes, every name new. */
    HEADLINE {
        @Override
        Keys load(int chains) {
            return new Keys(paths(chains), true, 1);
        }
    },
    /** The same nodes and names, each path inserted once: the hardest for a tree that interns names. */
    UNIQUE {
        @Override
        Keys load(int chains) {
            return new Keys(paths(chains), false, 1);
        }
    },
    /** A javac compilation's allocation profile, in the order recorded. */
    RECORDED {
        @Override
        Keys load(int chains) throws IOException {
            return new Keys(stacks("javac-alloc.collapsed.xz"), false, 1);
        }
    },
    /** The same stacks, shuffled. */
    SHUFFLED {
        @Override
        Keys load(int chains) throws IOException {
            List<byte[]> keys = stacks("javac-alloc.collapsed.xz");
            Collections.shuffle(keys, new Random(1));
            return new Keys(keys, false, 1);
        }
    },
    /** Its processor profile, in the order recorded: 2,732 stacks, few enough for what takes a lot of memory or time. */
    CPU {
        @Override
        Keys load(int chains) throws IOException {
            return new Keys(stacks("javac-cpu.collapsed.gz"), false, 1);
        }
    },
    /** Ten thousand trees of ten nodes. */
    SMALL {
        @Override
        Keys load(int chains) {
            List<byte[]> keys = new ArrayList<>();
            for (String key : List.of("main;run;read", "main;run;write;flush", "main;stop;close", "idle;park;wait")) {
                keys.add(key.getBytes(StandardCharsets.US_ASCII));
            }
            return new Keys(keys, false, 10_000);
        }
    };

    private static final long SEED = 1;
    private static final int DEPTH = 500;

    /**
     * Loads them.
     *
     * @param chains how many paths to generate, where keys are generated; the original's headline has 200
     */
    abstract Keys load(int chains) throws IOException;

    /** Where the profiles are; {@code -Dheapwood.data=…} says so from elsewhere than the benchmarks' directory. */
    static Path data() {
        return Path.of(System.getProperty("heapwood.data", "../../notebooks/data"));
    }

    /** Generates the headline's keys and inserts each as soon as it is made, as the original does. */
    static void generateInto(Inserter tree, int chains) {
        new TreeGenerator(SEED).insertEveryPrefix(tree, shape(chains));
    }

    private static TreeShape shape(int chains) {
        return new TreeShape(chains, DEPTH, Keys.NAME_LENGTH / 2);
    }

    private static List<byte[]> paths(int chains) {
        List<byte[]> keys = new ArrayList<>();
        new TreeGenerator(SEED).insertFullKeys(copyingTo(keys), shape(chains));
        return keys;
    }

    private static List<byte[]> stacks(String profile) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        new CollapsedReader().read(data().resolve(profile), copyingTo(keys)::insert);
        return keys;
    }

    private static Inserter copyingTo(List<byte[]> keys) {
        return (key, offset, length, value) -> keys.add(Arrays.copyOfRange(key, offset, offset + length));
    }
}
