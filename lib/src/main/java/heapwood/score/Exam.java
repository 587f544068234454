package heapwood.score;

import heapwood.ladder.Layout;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares trees of one layout with the reference tree, on any insertions. */
final class Exam {
    /** The most bytes of keys that are compared; deeper trees are compared by walking alone. */
    private static final long MOST_KEY_BYTES = 4 << 20;

    private final Layout layout;
    private final Worker worker;

    Exam(Layout layout, Worker worker) {
        this.layout = layout;
        this.worker = worker;
    }

    /**
     * Returns the first difference, if there is one.
     *
     * @param inserts the insertions
     * @param style the way to make them
     * @param millis the longest time to wait for the tree
     */
    Optional<Difference> differenceOf(List<Insert> inserts, Style style, long millis) throws InterruptedException {
        StackTree reference = new ReferenceTree();
        inserts.forEach(insert -> reference.insert(insert.key(), insert.value()));
        Style.Steps steps = new Style.Steps();
        try {
            return worker.run(() -> compared(inserts, style, steps, reference), millis);
        } catch (Worker.Late e) {
            String place = Place.in(e.at());
            return Optional.of(new Difference(
                    Difference.Kind.HUNG,
                    "an answer",
                    String.format(Locale.ROOT, "none within %.1f s", millis / 1e3)
                            + after(steps, inserts)
                            + (place.isEmpty() ? "" : "; it was in " + place)));
        } catch (OutOfMemoryError e) {
            return Optional.of(new Difference(
                    Difference.Kind.MEMORY,
                    "an answer",
                    "out of memory in a heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB"
                            + after(steps, inserts)));
        } catch (RuntimeException | Error e) {
            return Optional.of(new Difference(Difference.Kind.THREW, "no exception", threw(e) + after(steps, inserts)));
        }
    }

    private static String after(Style.Steps steps, List<Insert> inserts) {
        int number = steps.number();
        return number == 0 || inserts.size() < 2 ? "" : ", after insert " + Math.min(number, inserts.size()) + " began";
    }

    /** Returns an exception in words, with the place that threw it. */
    static String threw(Throwable e) {
        String place = Place.in(e.getStackTrace());
        String message = e.getMessage() == null
                ? ""
                : ": " + e.getMessage().lines().findFirst().orElse("");
        return e.getClass().getSimpleName() + message + (place.isEmpty() ? "" : " in " + place);
    }

    private Optional<Difference> compared(List<Insert> inserts, Style style, Style.Steps steps, StackTree reference) {
        for (StackTree tree : style.fill(layout.newForest(), inserts, steps)) {
            Optional<Difference> difference = compared(tree, reference);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> compared(StackTree tree, StackTree reference) {
        Answers expected = Answers.walked(reference, Integer.MAX_VALUE);
        int most = 2 * expected.size() + 16;
        Answers walked = Answers.walked(tree, most);
        int at = expected.difference(walked);
        if (at >= 0) {
            boolean order = expected.differsInOrderOnly(walked);
            return difference(order ? Difference.Kind.ORDER : Difference.Kind.WRONG, "", expected, walked, at);
        }
        Answers again = Answers.walked(tree, most);
        at = expected.difference(again);
        if (at >= 0) {
            return difference(Difference.Kind.UNSTABLE, "second walk: ", expected, again, at);
        }
        if (keyBytes(reference) <= MOST_KEY_BYTES) {
            Answers keys = Answers.iterated(reference, Integer.MAX_VALUE);
            Answers iterated = Answers.iterated(tree, most);
            at = keys.difference(iterated);
            if (at >= 0) {
                return difference(Difference.Kind.WRONG, "iterate: ", keys, iterated, at);
            }
        }
        return counted("nodeCount", reference.nodeCount(), tree.nodeCount())
                .or(() -> counted("total", reference.total(), tree.total()));
    }

    private static Optional<Difference> difference(
            Difference.Kind kind, String call, Answers expected, Answers got, int at) {
        return Optional.of(new Difference(kind, call + expected.shown(at), call + got.shown(at)));
    }

    private static Optional<Difference> counted(String call, long expected, long got) {
        return expected == got
                ? Optional.empty()
                : Optional.of(new Difference(
                        Difference.Kind.COUNT,
                        call + " " + Long.toUnsignedString(expected),
                        call + " " + Long.toUnsignedString(got)));
    }

    private static long keyBytes(StackTree tree) {
        long[] bytes = new long[1];
        // The keys of 100,000 nodes in a chain are too long to make, so names are added up along the path.
        long[][] ends = {new long[64]};
        tree.walk((depth, names, offset, length, self, total) -> {
            if (depth == ends[0].length) {
                ends[0] = java.util.Arrays.copyOf(ends[0], 2 * depth);
            }
            ends[0][depth] = (depth == 0 ? 0 : ends[0][depth - 1]) + 1 + length;
            bytes[0] += ends[0][depth];
        });
        return bytes[0];
    }
}
