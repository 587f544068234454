package heapwood.tree;

import java.util.Arrays;

/**
 * Where a frozen tree's decoder was at every so many nodes, so that it can go on from there: in two arrays, however many.
 *
 * <p>Of each place {@code places} has the number of nodes before it, the decoder's state, the path's depth, how many of the path's
 * levels are as at the place before, and where the others start in {@code levels}, two ints each: name, and children still to
 * come. So a path is put together from several places; every {@link #WHOLE}th has all of its own.
 */
final class FrozenIndex {
    private static final int STRIDE = 7;
    private static final int NODES = 0;
    private static final int POSITION = 1;
    private static final int RANGE = 2;
    private static final int CODE = 3;
    private static final int DEPTH = 4;
    private static final int COMMON = 5;
    private static final int LEVELS = 6;
    private static final int WHOLE = 32;

    private int[] places = new int[STRIDE * 16];
    private int count;
    private int[] levels = new int[256];
    private int levelInts;

    /** The path at the last place, while places are added. */
    private int[] last = new int[32];

    private int lastDepth;

    /** How many places there are. */
    int size() {
        return count;
    }

    /** Remembers where a cursor is, which is after all places before. */
    void add(FrozenCursor cursor) {
        int common = count % WHOLE == 0 ? 0 : commonWithLast(cursor);
        int at = count * STRIDE;
        if (at == places.length) {
            places = Arrays.copyOf(places, Sizes.grown(at, 0, Math.max(STRIDE, at / STRIDE / 2 * STRIDE)));
        }
        places[at + NODES] = (int) cursor.position();
        places[at + POSITION] = cursor.decoder().position();
        places[at + RANGE] = cursor.decoder().range();
        places[at + CODE] = cursor.decoder().code();
        places[at + DEPTH] = cursor.depth();
        places[at + COMMON] = common;
        places[at + LEVELS] = levelInts;
        count++;
        addLevels(cursor, common);
    }

    private int commonWithLast(FrozenCursor cursor) {
        int common = 0;
        while (common <= Math.min(lastDepth, cursor.depth())
                && last[2 * common] == cursor.nameAt(common)
                && last[2 * common + 1] == cursor.leftAt(common)) {
            common++;
        }
        return common;
    }

    private void addLevels(FrozenCursor cursor, int from) {
        int ints = 2 * (cursor.depth() + 1);
        if (ints > last.length) {
            last = Arrays.copyOf(last, Sizes.grown(last.length, ints, last.length));
        }
        int more = ints - 2 * from;
        if (more > Sizes.LONGEST_ARRAY - levelInts) {
            throw new IllegalArgumentException("its paths are too long to be remembered, with the " + (levelInts / 2)
                    + " levels remembered so far");
        }
        if (more > levels.length - levelInts) {
            levels = Arrays.copyOf(levels, Sizes.grown(levels.length, levelInts + more, levels.length / 2));
        }
        for (int level = from; level <= cursor.depth(); level++) {
            last[2 * level] = cursor.nameAt(level);
            last[2 * level + 1] = cursor.leftAt(level);
        }
        System.arraycopy(last, 2 * from, levels, levelInts, more);
        levelInts += more;
        lastDepth = cursor.depth();
    }

    /** Gives up what is only of use for adding more. */
    void close() {
        places = Arrays.copyOf(places, count * STRIDE);
        levels = Arrays.copyOf(levels, levelInts);
        last = null;
    }

    /** Puts a cursor where the one was that was added with that number, from 0. */
    void resume(int number, FrozenCursor cursor) {
        int at = number * STRIDE;
        cursor.resume(
                places[at + NODES], places[at + DEPTH], places[at + POSITION], places[at + RANGE], places[at + CODE]);
        int missing = places[at + DEPTH] + 1;
        for (; missing > 0; at -= STRIDE) {
            int common = places[at + COMMON];
            for (int level = common; level < missing; level++) {
                int from = places[at + LEVELS] + 2 * (level - common);
                cursor.level(level, levels[from], levels[from + 1]);
            }
            missing = Math.min(missing, common);
        }
    }

    /** Bytes of the arrays' elements. */
    long heapBytes() {
        return (places.length + levels.length) * (long) Integer.BYTES;
    }
}
