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

/** The sets of keys to insert. */
enum Workload {
    /** One tree of the original program's headline: every prefix of 200 paths of 500 names of 80 bytes, every name new. */
    HEADLINE {
        @Override
        Keys load(int chains) {
            return new Keys(paths(chains), true, 1);
        }
    },
    /** The nodes and names of {@link #HEADLINE}, each path inserted once: the worst case of a tree that interns names. */
    UNIQUE {
        @Override
        Keys load(int chains) {
            return new Keys(paths(chains), false, 1);
        }
    },
    /** The allocation profile of a javac compilation, in the order recorded. */
    RECORDED {
        @Override
        Keys load(int chains) throws IOException {
            return new Keys(stacks("javac-alloc.collapsed.xz"), false, 1);
        }
    },
    /** The stack traces of {@link #RECORDED}, shuffled. */
    SHUFFLED {
        @Override
        Keys load(int chains) throws IOException {
            List<byte[]> keys = stacks("javac-alloc.collapsed.xz");
            Collections.shuffle(keys, new Random(1));
            return new Keys(keys, false, 1);
        }
    },
    /**
     * The processor profile of the same compilation, in the order recorded. Its 2,732 stack traces are few enough for contestants
     * that take a lot of memory or time.
     */
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
     * Loads the keys.
     *
     * @param chains the number of paths to generate, for generated keys; the original program's headline has 200
     * @throws IOException if a profile cannot be read
     */
    abstract Keys load(int chains) throws IOException;

    /**
     * Returns the folder of the profiles. The system property {@code heapwood.data} sets it for runs outside the benchmarks'
     * directory.
     */
    static Path data() {
        return Path.of(System.getProperty("heapwood.data", "../../notebooks/data"));
    }

    /** Generates the headline's keys and inserts each one as soon as it is generated, as the original program does. */
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
