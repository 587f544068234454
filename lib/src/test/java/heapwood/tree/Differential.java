package heapwood.tree;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Runs random operations on compact forests and on sorted maps, and compares the two after each. What differs is reduced to the
 * fewest operations that still differ, and printed. For as long as one likes:
 *
 * <pre>
 * java -Xmx1g -XX:+UseSerialGC -cp lib/target/classes:lib/target/test-classes heapwood.tree.Differential OPERATIONS [SEED]
 * java … heapwood.tree.Differential replay FILE
 * </pre>
 *
 * where FILE has what was printed: a seed and a size, and then an operation a line. With {@code -Dheapwood.checked=5}, forests of
 * 5 nodes and more are checked more seldom, and many more operations are run in the same time.
 */
final class Differential {
    private static final Episode.Failures NONE = (operation, unchanged) -> operation.run();

    private Differential() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("replay")) {
            replay(Files.readAllLines(Path.of(args[1])));
            System.out.println("no difference");
            return;
        }
        long operations = Long.parseLong(args[0].replace("_", ""));
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        long start = System.nanoTime();
        long done = 0;
        for (long part = 0; done < operations; part++) {
            done += run(seed + part * 1_000_003, Math.min(operations - done, 1_000_000), NONE);
            System.out.printf(
                    "%,d operations agree, seed %d, %d s%n", done, seed, (System.nanoTime() - start) / 1_000_000_000);
        }
    }

    /**
     * Runs at least so many operations.
     *
     * @return how many
     * @throws AssertionError if any answer differs; its message is a list of operations to replay
     */
    static long run(long seed, long operations, Episode.Failures failures) {
        Random random = new Random(seed);
        long done = 0;
        while (done < operations) {
            int size = random.nextInt(400) == 0 ? 1 : 0;
            long episode = random.nextLong();
            List<Operation> list = operations(random, size);
            Throwable failure = failure(episode, size, list, failures);
            if (failure != null) {
                throw new AssertionError(reduced(episode, size, list, failures), failure);
            }
            done += list.size();
        }
        return done;
    }

    private static List<Operation> operations(Random random, int size) {
        int count = size == 0 ? 20 + random.nextInt(150) : 2000;
        List<Operation> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(Operation.random(random));
        }
        if (size == 1 && random.nextInt(8) == 0) {
            for (int i = 0; i < 6; i++) {
                list.add(random.nextInt(count), new Operation(Operation.Kind.DEEP, random.nextLong()));
            }
        }
        return list;
    }

    private static Throwable failure(long episode, int size, List<Operation> list, Episode.Failures failures) {
        Episode run = new Episode(episode, size, failures);
        try {
            for (Operation operation : list) {
                run.run(operation);
            }
            run.finish();
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    /** Leaves out what a failure does not need: halves first, single operations last. */
    static String reduced(long episode, int size, List<Operation> failing, Episode.Failures failures) {
        List<Operation> list = new ArrayList<>(failing);
        for (int piece = Math.max(1, list.size() / 2); piece > 0; ) {
            boolean shorter = false;
            for (int from = 0; from < list.size(); ) {
                List<Operation> without = new ArrayList<>(list.subList(0, from));
                without.addAll(list.subList(Math.min(list.size(), from + piece), list.size()));
                if (without.size() < list.size() && failure(episode, size, without, failures) != null) {
                    list = without;
                    shorter = true;
                } else {
                    from += piece;
                }
            }
            if (!shorter) {
                piece /= 2;
            }
        }
        StringBuilder text = new StringBuilder("a difference, in the fewest operations that have it:\n");
        text.append(episode).append(' ').append(size).append('\n');
        list.forEach(operation -> text.append(operation).append('\n'));
        return text.append(failure(episode, size, list, failures)).toString();
    }

    /** Runs what {@link #reduced} printed. */
    static void replay(List<String> lines) {
        String[] head = lines.get(0).split(" ");
        List<Operation> list = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            list.add(Operation.parse(line));
        }
        Throwable failure = failure(Long.parseLong(head[0]), Integer.parseInt(head[1]), list, NONE);
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }
}
