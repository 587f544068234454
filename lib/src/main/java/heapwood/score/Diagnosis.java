package heapwood.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Finds the mistake behind a difference by experiment: what a reduced sequence has that is special is taken away, one thing at a time, and
 * if the difference goes away with it, that was it.
 */
final class Diagnosis {
    private static final int LONG_NAME = 120;
    private static final int DEEP = 500;

    private final Exam exam;
    private final List<Insert> inserts;
    private final Style style;
    private final Difference difference;
    private final long millis;

    private Diagnosis(Exam exam, List<Insert> inserts, Style style, Difference difference, long millis) {
        this.exam = exam;
        this.inserts = inserts;
        this.style = style;
        this.difference = difference;
        this.millis = millis;
    }

    /**
     * A mistake with details.
     *
     * @param mistake the mistake
     * @param detail a few words more; empty for none
     */
    record Named(Mistake mistake, String detail) {}

    /**
     * Returns the mistake behind a difference.
     *
     * @param exam the exam of the tree
     * @param inserts the reduced sequence
     * @param style the way of insertion that shows the difference
     * @param difference the difference that the sequence shows
     * @param millis the longest time to wait for the tree
     */
    static Named of(Exam exam, List<Insert> inserts, Style style, Difference difference, long millis)
            throws InterruptedException {
        return new Diagnosis(exam, inserts, style, difference, millis).named();
    }

    private Named named() throws InterruptedException {
        if (difference.kind() == Difference.Kind.UNSTABLE) {
            return new Named(Mistake.UNSTABLE, "");
        }
        Optional<Named> cause = ofStyle().or(this::ofContent);
        if (cause.isPresent()) {
            return cause.get();
        }
        return switch (difference.kind()) {
            case ORDER -> new Named(Mistake.UNSORTED, "");
            case COUNT -> new Named(Mistake.COUNT, "");
            case HUNG -> new Named(Mistake.HANGS, "");
            case MEMORY -> new Named(Mistake.MEMORY, "");
            case THREW -> new Named(Mistake.THROWS, "");
            default -> new Named(Mistake.WRONG, "");
        };
    }

    private boolean passes(List<Insert> other, Style way) {
        try {
            return exam.differenceOf(other, way, millis).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Named> ofStyle() {
        if (style == Style.PLAIN || !passes(inserts, Style.PLAIN) || !passes(reversed(), Style.PLAIN)) {
            return Optional.empty();
        }
        Mistake mistake = switch (style) {
            case SLICES -> Mistake.IGNORES_SLICE;
            case OVERWRITTEN -> Mistake.KEEPS_ARRAY;
            case REUSED -> passes(inserts, Style.OVERWRITTEN) ? Mistake.TRUSTS_ARRAY : Mistake.KEEPS_ARRAY;
            case WALKED -> Mistake.WALKED;
            case TWO_TREES -> Mistake.SHARED_STATE;
            case DROPPED -> Mistake.DROP;
            default -> Mistake.WRONG;
        };
        return Optional.of(new Named(mistake, ""));
    }

    private List<Insert> reversed() {
        List<Insert> reversed = new ArrayList<>(inserts);
        Collections.reverse(reversed);
        return reversed;
    }

    private Optional<Named> ofContent() {
        int deepest = inserts.stream()
                .mapToInt(insert -> insert.frames().size())
                .max()
                .orElse(0);
        if (deepest >= DEEP) {
            String from = String.format(Locale.ROOT, "from %,d frames on", deepest);
            boolean slow = difference.kind() == Difference.Kind.HUNG;
            return Optional.of(new Named(Mistake.DEPTH, slow ? "no answer in time " + from : from));
        }
        if (inserts.stream().anyMatch(insert -> insert.value() < 0 || insert.value() > 1 << 30)
                && passes(
                        inserts.stream()
                                .map(insert -> new Insert(insert.key(), 1))
                                .toList(),
                        style)) {
            return Optional.of(new Named(Mistake.WRAP_AROUND, ""));
        }
        if (anyName(name -> name.length == 0)
                && passes(renamed(name -> name.length == 0 ? new byte[] {'!'} : name), style)) {
            return Optional.of(new Named(Mistake.EMPTY_LABELS, ""));
        }
        if (!passes(renamed(shortNames()), style)) {
            return Optional.empty();
        }
        if (anyName(Diagnosis::hasHighByte) && passes(renamed(Diagnosis::withoutHighBytes), style)) {
            return Optional.of(new Named(Mistake.SIGNED_BYTES, ""));
        }
        Optional<Named> collision = collision();
        if (collision.isPresent()) {
            return collision;
        }
        if (anyName(name -> name.length >= LONG_NAME)) {
            int longest = names().stream().mapToInt(name -> name.length).max().orElse(0);
            return Optional.of(new Named(Mistake.LONG_NAMES, String.format(Locale.ROOT, "from %,d bytes on", longest)));
        }
        return hasPrefix() ? Optional.of(new Named(Mistake.PREFIX, "")) : Optional.empty();
    }

    private List<byte[]> names() {
        return inserts.stream().flatMap(insert -> insert.frames().stream()).toList();
    }

    private boolean anyName(java.util.function.Predicate<byte[]> is) {
        return names().stream().anyMatch(is);
    }

    private static boolean hasHighByte(byte[] name) {
        for (byte b : name) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    private static byte[] withoutHighBytes(byte[] name) {
        byte[] low = name.clone();
        for (int i = 0; i < low.length; i++) {
            low[i] = low[i] < 0 ? (byte) '~' : low[i];
        }
        return low;
    }

    private List<Insert> renamed(UnaryOperator<byte[]> names) {
        List<Insert> list = new ArrayList<>();
        for (Insert insert : inserts) {
            list.add(Insert.of(insert.frames().stream().map(names).toList(), insert.value()));
        }
        return list;
    }

    /** Returns a renaming to letters in the order of the names. The empty name stays. */
    private UnaryOperator<byte[]> shortNames() {
        Map<byte[], byte[]> letters = new TreeMap<>(Arrays::compareUnsigned);
        names().forEach(name -> letters.put(name, name));
        int[] next = {0};
        letters.replaceAll((name, same) -> {
            if (name.length == 0) {
                return name;
            }
            int number = next[0]++;
            return new byte[] {(byte) ('A' + number / 26), (byte) ('a' + number % 26)};
        });
        return letters::get;
    }

    private Optional<Named> collision() {
        List<byte[]> names = names();
        for (HashTwins function : HashTwins.values()) {
            for (byte[] one : names) {
                for (byte[] other : names) {
                    if (!Arrays.equals(one, other) && function.hash(one) == function.hash(other)) {
                        return Optional.of(new Named(Mistake.COLLISION, function.label()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean hasPrefix() {
        List<byte[]> names = names();
        return names.stream()
                .anyMatch(one -> names.stream()
                        .anyMatch(other ->
                                one.length < other.length && Arrays.equals(one, 0, one.length, other, 0, one.length)));
    }
}
