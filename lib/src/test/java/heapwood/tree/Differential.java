package heapwood.tree;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Runs random operations on compact forests and on sorted children, and compares the two. What differs is reduced to the fewest
 * operations that still differ, and printed. For as long as one likes:
 *
 * <pre>
 * java -Xmx1g -XX:+UseSerialGC -cp lib/target/classes:lib/target/test-classes heapwood.tree.Differential OPERATIONS [SEED]
 * java … heapwood.tree.Differential replay FILE
 * </pre>
 *
 * where FILE has what was printed: seeds and a size, and then an operation a line. An episode that does not end within five minutes is
 * printed as it is, and ends the program.
 *
 * <p>After each operation, the structures of the forest are walked, and all that the changed tree reports is compared. With {@code
 * -Dheapwood.checked=N} that is so after a random one of N operations only, and many more operations are run in the same time.
 * Compared in any case are what an operation returns, the changed tree's number of nodes and its total, one of four trees before
 * it is dropped, and all structures and all that any tree reports at the end of each episode, which has 20 to 219 operations, or one
 * of 400 times 2,000. {@link Episode} says more.
 */
final class Differential {
    private static final Episode.Failures NONE = (operation, unchanged) -> operation.run();

    private static final long PART = 1_000_000;

    /** The seconds after which an episode is taken for one that does not end. Most take less than a millisecond. */
    private static final int LONGEST = 300;

    /** The episode that runs, as text to replay, for the thread that watches it. */
    private static volatile Supplier<String> running;

    private Differential() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("replay")) {
            replay(Files.readAllLines(Path.of(args[1])));
            System.out.println("no difference");
            return;
        }
        long operations = Long.parseLong(args[0].replace("_", ""));
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        int each = Integer.getInteger("heapwood.checked", 1);
        System.out.printf("seed %d, a check after one of %d operations%n", seed, each);
        Thread watch = new Thread(Differential::watch, "watch");
        watch.setDaemon(true);
        watch.start();
        long start = System.nanoTime();
        long done = 0;
        for (long part = 0; done < operations; part++) {
            done += run(seed + part * 1_000_003, Math.min(operations - done, PART), each, NONE);
            System.out.printf(
                    "%,d operations agree, seed %d, %d s%n", done, seed, (System.nanoTime() - start) / 1_000_000_000);
        }
    }

    /**
     * Runs at least so many operations.
     *
     * @param each the number of operations of which one is followed by a check; see {@link Episode}
     * @return how many
     * @throws AssertionError if any answer differs; its message is a list of operations to replay
     */
    static long run(long seed, long operations, int each, Episode.Failures failures) {
        SplittableRandom random = new SplittableRandom(seed);
        NameSet names = new NameSet(random.nextLong());
        long done = 0;
        while (done < operations) {
            int size = random.nextInt(400) == 0 ? 1 : 0;
            Run run = new Run(names, random.nextLong(), size, each, failures);
            List<Operation> list = operations(random, size);
            running = () -> run.text(list);
            Throwable failure = run.failure(list);
            running = null;
            if (failure != null) {
                throw new AssertionError("after " + done + " operations, " + run.reduced(list), failure);
            }
            done += list.size();
        }
        return done;
    }

    /** Ends the program with the operations of an episode that does not end, which nobody can reduce. */
    private static void watch() {
        try {
            Supplier<String> before = null;
            for (; ; Thread.sleep(LONGEST * 1000L)) {
                Supplier<String> now = running;
                if (now != null && now == before) {
                    System.out.println("an episode does not end:\n" + now.get());
                    System.exit(1);
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Operation> operations(SplittableRandom random, int size) {
        int count = size == 0 ? 20 + random.nextInt(200) : 2000;
        List<Operation> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(Operation.random(random));
        }
        if (size == 1 && random.nextInt(8) == 0) {
            for (int i = 0; i < 4; i++) {
                list.add(random.nextInt(count), new Operation(Operation.Kind.DEEP, random.nextLong()));
            }
        }
        return list;
    }

    /** The operations of an episode, to be run again and again with some left out. */
    private record Run(NameSet names, long seed, int size, int each, Episode.Failures failures) {
        Throwable failure(List<Operation> list) {
            Episode episode = new Episode(names, seed, size, each, failures);
            try {
                for (Operation operation : list) {
                    episode.run(operation);
                }
                episode.finish();
                return null;
            } catch (RuntimeException | Error e) {
                return e;
            }
        }

        /** Leaves out what a failure does not need: halves first, single operations last. Checks after each operation if that fails too. */
        String reduced(List<Operation> failing) {
            Run all = new Run(names, seed, size, 1, failures);
            return each > 1 && all.failure(failing) != null ? all.reduced(failing) : reducedAsItIs(failing);
        }

        private String reducedAsItIs(List<Operation> failing) {
            List<Operation> list = new ArrayList<>(failing);
            for (int piece = Math.max(1, list.size() / 2); piece > 0; ) {
                boolean shorter = false;
                for (int from = 0; from < list.size(); ) {
                    List<Operation> without = new ArrayList<>(list.subList(0, from));
                    without.addAll(list.subList(Math.min(list.size(), from + piece), list.size()));
                    if (without.size() < list.size() && failure(without) != null) {
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
            return "a difference, in the fewest operations that have it:\n" + text(list) + '\n' + failure(list);
        }

        /** Returns what {@link Differential#replay} reads. */
        String text(List<Operation> list) {
            StringBuilder text = new StringBuilder();
            text.append(names.seed())
                    .append(' ')
                    .append(seed)
                    .append(' ')
                    .append(size)
                    .append(' ')
                    .append(each);
            list.forEach(operation -> text.append('\n').append(operation));
            return text.toString();
        }
    }

    /** Runs what a failure printed. */
    static void replay(List<String> lines) {
        String[] head = lines.get(0).strip().split(" ");
        List<Operation> list = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            list.add(Operation.parse(line));
        }
        NameSet names = new NameSet(Long.parseLong(head[0]));
        Throwable failure = new Run(
                        names, Long.parseLong(head[1]), Integer.parseInt(head[2]), Integer.parseInt(head[3]), NONE)
                .failure(list);
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }
}
