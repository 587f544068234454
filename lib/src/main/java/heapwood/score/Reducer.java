package heapwood.score;

import java.util.ArrayList;
import java.util.List;

/**
 * Reduces a sequence of insertions to one that is as short as possible and still shows a difference: first the insertions, then the frames
 * of their keys, then the bytes of their frames, then their values.
 */
final class Reducer {
    /** The number of frames from which on a key is only cut, not thinned out. */
    private static final int DEEP = 500;

    /** The number of frames up to which names are shortened, too. */
    private static final int FEW = 20;

    private static final int MOST_ATTEMPTS = 4_000;
    private static final long MOST_NANOS = 10_000_000_000L;

    private final Test test;
    private final long deadline = System.nanoTime() + MOST_NANOS;
    private int attempts;

    /** A test of a sequence. */
    interface Test {
        boolean differs(List<Insert> inserts) throws InterruptedException;
    }

    Reducer(Test test) {
        this.test = test;
    }

    /**
     * Returns a shortest sequence found.
     *
     * @param inserts a sequence that shows a difference
     */
    List<Insert> reduced(List<Insert> inserts) throws InterruptedException {
        List<Insert> list = shortest(inserts, this::differs);
        for (int i = 0; i < list.size(); i++) {
            list = withSimpler(list, i);
        }
        return shortest(list, this::differs);
    }

    private boolean differs(List<Insert> inserts) throws InterruptedException {
        if (attempts++ > MOST_ATTEMPTS || System.nanoTime() > deadline) {
            return false;
        }
        return test.differs(inserts);
    }

    private List<Insert> withSimpler(List<Insert> list, int index) throws InterruptedException {
        long value = list.get(index).value();
        Part<byte[]> part = some -> !some.isEmpty() && differs(with(list, index, Insert.of(some, value)));
        List<byte[]> frames = list.get(index).frames();
        frames = frames.size() > DEEP ? shortestStart(frames, part) : frames;
        frames = frames.size() > DEEP ? frames : shortest(frames, part);
        for (int i = 0; i < frames.size() && frames.size() < FEW; i++) {
            frames = withShorterName(list, index, frames, i);
        }
        List<Insert> simpler = with(list, index, Insert.of(frames, value));
        List<Insert> one = with(list, index, Insert.of(frames, 1));
        return value != 1 && differs(one) ? one : simpler;
    }

    private List<byte[]> withShorterName(List<Insert> list, int index, List<byte[]> frames, int frame)
            throws InterruptedException {
        long value = list.get(index).value();
        List<Byte> bytes = shortest(
                boxed(frames.get(frame)),
                some -> differs(with(list, index, Insert.of(withFrame(frames, frame, unboxed(some)), value))));
        return withFrame(frames, frame, unboxed(bytes));
    }

    /** Returns the fewest first frames that still show a difference, if more frames never hide it. */
    private static List<byte[]> shortestStart(List<byte[]> frames, Part<byte[]> part) throws InterruptedException {
        int passes = 0;
        int differs = frames.size();
        while (differs - passes > 1) {
            int middle = (passes + differs) >>> 1;
            if (part.differs(frames.subList(0, middle))) {
                differs = middle;
            } else {
                passes = middle;
            }
        }
        return frames.subList(0, differs);
    }

    private interface Part<T> {
        boolean differs(List<T> some) throws InterruptedException;
    }

    /** Leaves out what is not needed: halves first, single elements last. */
    private static <T> List<T> shortest(List<T> all, Part<T> part) throws InterruptedException {
        List<T> list = new ArrayList<>(all);
        for (int piece = Math.max(1, list.size() / 2); piece > 0; ) {
            boolean shorter = false;
            for (int from = 0; from < list.size(); ) {
                List<T> without = new ArrayList<>(list.subList(0, from));
                without.addAll(list.subList(Math.min(list.size(), from + piece), list.size()));
                if (part.differs(without)) {
                    list = without;
                    shorter = true;
                } else {
                    from += piece;
                }
            }
            piece = shorter ? Math.min(piece, Math.max(1, list.size() / 2)) : piece / 2;
        }
        return list;
    }

    private static List<Insert> with(List<Insert> list, int index, Insert insert) {
        List<Insert> copy = new ArrayList<>(list);
        copy.set(index, insert);
        return copy;
    }

    private static List<byte[]> withFrame(List<byte[]> frames, int index, byte[] frame) {
        List<byte[]> copy = new ArrayList<>(frames);
        copy.set(index, frame);
        return copy;
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte b : bytes) {
            list.add(b);
        }
        return list;
    }

    private static byte[] unboxed(List<Byte> list) {
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = list.get(i);
        }
        return bytes;
    }
}
