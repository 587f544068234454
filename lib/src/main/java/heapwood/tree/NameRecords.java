package heapwood.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The records that hold the bytes of names, one for each name, in large arrays. The space of removed names is used again.
 *
 * <p><b>Terms.</b> A <em>granule</em> is 4 bytes. A <em>record</em> starts on a granule, and that granule's number is the
 * name's <em>id</em>, so an id is an address and needs no table of its own. A <em>page</em> is 64 KiB; a <em>chunk</em>
 * is one array of one page or more.
 *
 * <p><b>A record:</b> 2 bytes count its references (0 = free space), 1 byte its length, or 255 followed by 4 bytes of
 * length; then the name, then up to 3 bytes that fill the last granule. The name {@code main}, used by three nodes, is
 * {@code 03 00 04 'm' 'a' 'i' 'n'} and one unused byte: two granules.
 *
 * <p><b>Look-up:</b> the array of an id is {@code arrays[id >>> 14]}, and the offset in it is {@code (id -
 * firstGranules[id >>> 14]) * 4}.
 *
 * <p><b>Reuse.</b> Records are placed one after the other into a <em>hole</em>, which is first a whole page. The bytes in use of
 * each page are counted. A page is queued when they fall below a half. When the present hole is used up, a queued page is swept: its
 * records are read in order, and free ones side by side are a next hole. The rest of a hole that is left becomes a free record. So
 * free space is never bound to a size, and the sizes of names may differ from tree to tree. Names larger than a quarter of a page
 * have a hole of their own, the rest of a page that was empty, so that they take no more than twice their bytes. A name larger than
 * a page has a run of pages.
 *
 * <p><b>Growth.</b> The first array is copied while it is small (up to 4 MiB). After that, chunks are added, each half the size of
 * all present ones but at most 55 MiB, and nothing is copied.
 */
final class NameRecords {
    static final int LONGEST_NAME = Integer.MAX_VALUE - (1 << 17);

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int PAGE_BITS = 14;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int PAGE_BYTES = PAGE * 4;
    private static final int COPIED_PAGES = 64;
    private static final int MOST_PAGES_A_CHUNK = 880;

    /** The most queued pages that are swept for one name before a fresh page is taken. */
    private static final int MOST_SWEEPS = 4;

    private static final int SHORT_HEADER = 3;
    private static final int LONG_HEADER = 7;
    private static final int LONG = 255;

    private static final byte[] NO_BYTES = {};

    private static final int NOT_QUEUED = -2;
    private static final int NONE = -1;

    private final int mostPages;

    /** The chunk of each page, by page; the array below holds the chunk's first granule. */
    private byte[][] arrays = new byte[1][];

    private int[] firstGranules = new int[1];

    /** The bytes of records in use, by page; the array below holds the page after it in the queue of pages to sweep. */
    private int[] live = new int[1];

    private int[] nextQueued = new int[1];
    private int queued = NONE;
    private int pages = 1;

    /** The first page of the last chunk that was never used; {@code freshEnd} is the page after the last of these. */
    private int fresh = 1;

    private int freshEnd = 1;

    /** The page of the hole in use, which is from {@code cursor} to {@code limit}; the page is still to be swept from there on. */
    private int page;

    private int cursor;
    private int limit;

    /** The page of the hole in use for names larger than a quarter of a page, or {@link #NONE}. */
    private int largePage = NONE;

    private int largeCursor;
    private int largeLimit;

    private long liveBytes;
    private long allocatedBytes;

    /**
     * Creates an array of records without names.
     *
     * @param mostBytes the most bytes that all records together may take; rounded to whole pages, at most a page less than 8 GiB
     */
    NameRecords(long mostBytes) {
        // One page less than ids could address, so that the granule after the last one is an int, too.
        mostPages = (int) Math.max(1, Math.min(mostBytes / PAGE_BYTES, (1L << 31) / PAGE - 1));
        arrays[0] = new byte[128];
        allocatedBytes = 128;
        nextQueued[0] = NOT_QUEUED;
        limit = arrays[0].length / 4;
        // Granule 0 is always in use, so that no name has the id 0.
        write(0, NO_BYTES, 0, 0);
        cursor = 1;
        live[0] = 4;
        liveBytes = 4;
    }

    /** Returns the array that holds the record of a name. */
    byte[] array(int id) {
        return arrays[id >>> PAGE_BITS];
    }

    /** Returns the index of a name's record in its array. */
    int offset(int id) {
        return (id - firstGranules[id >>> PAGE_BITS]) << 2;
    }

    /** Returns the length of the name whose record starts at {@code offset}. */
    static int length(byte[] array, int offset) {
        int length = array[offset + 2] & 0xFF;
        return length < LONG ? length : (int) INTS.get(array, offset + SHORT_HEADER);
    }

    /** Returns the index of the first byte of the name whose record starts at {@code offset}. */
    static int start(byte[] array, int offset) {
        return offset + ((array[offset + 2] & 0xFF) < LONG ? SHORT_HEADER : LONG_HEADER);
    }

    static int references(byte[] array, int offset) {
        return (short) SHORTS.get(array, offset) & 0xFFFF;
    }

    static void setReferences(byte[] array, int offset, int references) {
        SHORTS.set(array, offset, (short) references);
    }

    /** Returns the number of bytes that the record of a name of some length takes. */
    static long recordBytes(long nameLength) {
        return (nameLength + (nameLength < LONG ? SHORT_HEADER : LONG_HEADER) + 3) & ~3L;
    }

    /** Returns the most bytes that all records together may take. */
    long mostBytes() {
        return mostPages * (long) PAGE_BYTES;
    }

    /**
     * Adds a record with one reference for a name.
     *
     * @return the name's id
     * @throws IllegalStateException if there is no room
     */
    int add(byte[] key, int from, int length) {
        long bytes = recordBytes(length);
        int id = bytes <= PAGE_BYTES / 4
                ? allocate((int) bytes)
                : bytes <= PAGE_BYTES ? allocateLarge((int) bytes) : allocateRun(bytes);
        write(id, key, from, length);
        liveBytes += bytes;
        return id;
    }

    /** Frees the record of a name. */
    void free(int id) {
        byte[] array = array(id);
        int offset = offset(id);
        int bytes = (int) recordBytes(length(array, offset));
        setReferences(array, offset, 0);
        liveBytes -= bytes;
        int first = id >>> PAGE_BITS;
        if (bytes <= PAGE_BYTES) {
            live[first] -= bytes;
            queueIfSparse(first);
        } else {
            for (int i = 0; i < pagesFor(bytes); i++) {
                live[first + i] = 0;
                queueIfSparse(first + i);
            }
        }
    }

    /** Returns the number of bytes of all records in use. */
    long liveBytes() {
        return liveBytes;
    }

    /** Returns the number of bytes of all chunks. */
    long allocatedBytes() {
        return allocatedBytes;
    }

    /** Returns the number of bytes of the tables of pages, with references of 4 bytes. */
    long directoryBytes() {
        return arrays.length * 16L;
    }

    private void write(int id, byte[] key, int from, int length) {
        byte[] array = array(id);
        int offset = offset(id);
        setReferences(array, offset, 1);
        writeLength(array, offset, length);
        System.arraycopy(key, from, array, start(array, offset), length);
    }

    private static void writeLength(byte[] array, int offset, int length) {
        if (length < LONG) {
            array[offset + 2] = (byte) length;
        } else {
            array[offset + 2] = (byte) LONG;
            INTS.set(array, offset + SHORT_HEADER, length);
        }
    }

    private int allocate(int bytes) {
        int granules = bytes / 4;
        int sweeps = 0;
        while (limit - cursor < granules) {
            sweeps += nextHole(sweeps < MOST_SWEEPS);
        }
        int id = cursor;
        cursor += granules;
        live[page] += bytes;
        return id;
    }

    private int allocateLarge(int bytes) {
        int granules = bytes / 4;
        if (largeLimit - largeCursor < granules) {
            int empty = emptyRun(1);
            int next = empty != NONE ? empty : nextFresh();
            leaveLargeHole();
            largePage = next;
            largeCursor = next << PAGE_BITS;
            largeLimit = largeCursor + PAGE;
        }
        int id = largeCursor;
        largeCursor += granules;
        live[largePage] += bytes;
        return id;
    }

    private void leaveLargeHole() {
        int left = largePage;
        if (left != NONE) {
            writeFree(largeCursor, largeLimit);
            largePage = NONE;
            queueIfSparse(left);
        }
    }

    /**
     * Leaves the present hole for another.
     *
     * @param reuse whether the new hole may be in a queued page
     * @return the number of queued pages entered, 0 or 1
     */
    private int nextHole(boolean reuse) {
        if (page == 0 && limit == arrays[0].length / 4 && limit < PAGE) {
            growPage();
            return 0;
        }
        leaveHole();
        if (sweep(limit)) {
            return 0;
        }
        int next = reuse ? nextQueued() : NONE;
        int left = page;
        enter(next != NONE ? next : nextFresh());
        if (sparse(left)) {
            queue(left);
        }
        return next == NONE ? 0 : 1;
    }

    private void leaveHole() {
        writeFree(cursor, limit);
        cursor = limit;
    }

    private void writeFree(int from, int to) {
        if (from < to) {
            byte[] array = array(from);
            int offset = offset(from);
            setReferences(array, offset, 0);
            writeLength(array, offset, freeLength((to - from) * 4));
        }
    }

    /**
     * Returns the length of a name whose record takes exactly {@code bytes} bytes, a multiple of four. The longest record with
     * a short header takes 260 bytes, so the length and not the bytes decides which header it has.
     */
    static int freeLength(int bytes) {
        int longestShort = Math.min(bytes - SHORT_HEADER, LONG - 1);
        return recordBytes(longestShort) == bytes ? longestShort : bytes - LONG_HEADER;
    }

    /** Finds the next hole of the present page from {@code from} on, and returns whether there is one. */
    private boolean sweep(int from) {
        int end = (page + 1) << PAGE_BITS;
        int at = nextFree(from, end);
        if (at == end) {
            return false;
        }
        cursor = at;
        limit = nextUsed(at, end);
        return true;
    }

    private int nextFree(int from, int end) {
        byte[] array = array(page << PAGE_BITS);
        int at = from;
        while (at < end && references(array, offset(at)) != 0) {
            at += granules(array, offset(at));
        }
        return at;
    }

    private int nextUsed(int from, int end) {
        byte[] array = array(page << PAGE_BITS);
        int at = from;
        while (at < end && references(array, offset(at)) == 0) {
            at += granules(array, offset(at));
        }
        return at;
    }

    private static int granules(byte[] array, int offset) {
        return (int) (recordBytes(length(array, offset)) / 4);
    }

    private void enter(int next) {
        page = next;
        cursor = next << PAGE_BITS;
        limit = cursor;
        if (live[next] == 0) {
            limit = cursor + PAGE;
        } else {
            sweep(cursor);
        }
    }

    private int nextQueued() {
        while (queued != NONE) {
            int next = queued;
            queued = nextQueued[next];
            nextQueued[next] = NOT_QUEUED;
            if (next != largePage && sparse(next)) {
                return next;
            }
        }
        return NONE;
    }

    private int nextFresh() {
        if (fresh == freshEnd) {
            addChunk();
        }
        return fresh++;
    }

    private void growPage() {
        arrays[0] = Arrays.copyOf(arrays[0], arrays[0].length * 2);
        allocatedBytes += arrays[0].length / 2;
        limit = arrays[0].length / 4;
    }

    private void addChunk() {
        boolean oneArray = arrays[pages - 1] == arrays[0];
        int wanted = oneArray && pages < COPIED_PAGES ? pages : Math.max(COPIED_PAGES / 2, pages / 2);
        int more = Math.min(Math.min(wanted, MOST_PAGES_A_CHUNK), mostPages - pages);
        if (more == 0) {
            throw new IllegalStateException("no room for more names: they take up " + mostBytes()
                    + " bytes already, the most that this forest holds; drop trees, or use a forest for each");
        }
        int first = pages;
        if (oneArray && pages < COPIED_PAGES) {
            copyFirst(pages + more);
        } else {
            append(new byte[more * PAGE_BYTES], more);
        }
        fresh = first;
        freshEnd = pages;
    }

    private void copyFirst(int newPages) {
        byte[] copy = Arrays.copyOf(arrays[0], newPages * PAGE_BYTES);
        reserve(newPages);
        allocatedBytes += copy.length - arrays[0].length;
        Arrays.fill(arrays, 0, newPages, copy);
        Arrays.fill(nextQueued, pages, newPages, NOT_QUEUED);
        pages = newPages;
    }

    private void append(byte[] chunk, int more) {
        reserve(pages + more);
        Arrays.fill(arrays, pages, pages + more, chunk);
        Arrays.fill(firstGranules, pages, pages + more, pages << PAGE_BITS);
        Arrays.fill(nextQueued, pages, pages + more, NOT_QUEUED);
        allocatedBytes += chunk.length;
        pages += more;
    }

    private void reserve(int count) {
        if (count > arrays.length) {
            int capacity = Math.max(count, arrays.length + arrays.length / 2);
            byte[][] largerArrays = Arrays.copyOf(arrays, capacity);
            int[] largerFirstGranules = Arrays.copyOf(firstGranules, capacity);
            int[] largerLive = Arrays.copyOf(live, capacity);
            nextQueued = Arrays.copyOf(nextQueued, capacity);
            arrays = largerArrays;
            firstGranules = largerFirstGranules;
            live = largerLive;
        }
    }

    private int allocateRun(long bytes) {
        int count = pagesFor(bytes);
        int first = emptyRun(count);
        if (first == NONE) {
            first = pages;
            if (count > mostPages - pages) {
                throw new IllegalStateException(
                        "no room for a name of " + bytes + " bytes: names may take " + mostBytes() + " bytes in all");
            }
            append(new byte[count * PAGE_BYTES], count);
        }
        Arrays.fill(live, first, first + count, PAGE_BYTES);
        return first << PAGE_BITS;
    }

    private static int pagesFor(long bytes) {
        return (int) ((bytes + PAGE_BYTES - 1) / PAGE_BYTES);
    }

    /** Returns the first of {@code count} empty pages side by side in one chunk that were used before, or {@link #NONE}. */
    private int emptyRun(int count) {
        int run = 0;
        for (int i = 0; i < pages; i++) {
            boolean empty = nextQueued[i] != NOT_QUEUED && live[i] == 0 && i != largePage;
            run = !empty ? 0 : run > 0 && arrays[i] == arrays[i - 1] ? run + 1 : 1;
            if (run == count) {
                return i - count + 1;
            }
        }
        return NONE;
    }

    private void queueIfSparse(int candidate) {
        if (candidate != page && candidate != largePage && nextQueued[candidate] == NOT_QUEUED && sparse(candidate)) {
            queue(candidate);
        }
    }

    private void queue(int sparse) {
        nextQueued[sparse] = queued;
        queued = sparse;
    }

    private boolean sparse(int candidate) {
        return live[candidate] < PAGE_BYTES / 2;
    }

    /** Marks {@code count} pages as full of names without allocating them, for tests of the addresses at the end. */
    void skipPages(int count) {
        reserve(pages + count);
        Arrays.fill(arrays, pages, pages + count, NO_BYTES);
        Arrays.fill(live, pages, pages + count, PAGE_BYTES);
        Arrays.fill(nextQueued, pages, pages + count, NOT_QUEUED);
        pages += count;
        fresh = pages;
        freshEnd = pages;
    }

    /** Returns the number of granules. */
    int granules() {
        return pages == 1 ? arrays[0].length / 4 : pages << PAGE_BITS;
    }

    /**
     * Checks that the records of each page cover it and agree with its bytes in use, and that the queue has all sparse pages.
     *
     * @return the number of names
     */
    int check() {
        int names = -1; // The record in granule 0 is no name.
        long used = 0;
        for (int i = 0; i < pages; i++) {
            int start = i << PAGE_BITS;
            if (live[i] == 0 || i >= fresh && i < freshEnd) {
                Check.same(0, live[i], "bytes in use of an empty page");
            } else if (references(array(start), offset(start)) > 0 && granules(array(start), offset(start)) > PAGE) {
                int count = checkLarge(i);
                used += recordBytes(length(array(start), offset(start)));
                names++;
                i += count - 1;
            } else {
                used += live[i];
                names += checkPage(i);
            }
        }
        Check.same(liveBytes, used, "bytes of records in use");
        checkQueue();
        return names;
    }

    private int checkLarge(int first) {
        byte[] array = arrays[first];
        int count = pagesFor(recordBytes(length(array, offset(first << PAGE_BITS))));
        for (int i = first; i < first + count; i++) {
            Check.same(PAGE_BYTES, live[i], "bytes in use of a page of a large name");
            Check.that(arrays[i] == array, "a large name is in one array");
        }
        return count;
    }

    private int checkPage(int number) {
        int start = number << PAGE_BITS;
        int end = Math.min(start + PAGE, number == 0 ? arrays[0].length / 4 : Integer.MAX_VALUE);
        byte[] array = array(start);
        int names = 0;
        int used = 0;
        int at = start;
        while (at < end) {
            if (number == page && at == cursor && at < limit) {
                at = limit;
                continue;
            }
            if (number == largePage && at == largeCursor && at < largeLimit) {
                break;
            }
            int granules = granules(array, offset(at));
            Check.that(granules <= end - at, "a record ends in its page");
            Check.that(
                    number != page || at >= cursor || at + granules <= cursor, "a record ends where the hole begins");
            if (references(array, offset(at)) > 0) {
                names++;
                used += granules * 4;
            }
            at += granules;
        }
        Check.same(live[number], used, "bytes in use of page " + number);
        return names;
    }

    private void checkQueue() {
        int waiting = 0;
        for (int i = 0; i < pages; i++) {
            waiting += nextQueued[i] != NOT_QUEUED ? 1 : 0;
            boolean isFresh = i >= fresh && i < freshEnd;
            boolean left = i != page && i != largePage && !isFresh;
            Check.that(!left || !sparse(i) || nextQueued[i] != NOT_QUEUED, "a sparse page is in the queue");
            Check.that(
                    nextQueued[i] == NOT_QUEUED || i != page && !isFresh, "a page in use or fresh is not in the queue");
        }
        for (int i = queued; i != NONE; i = nextQueued[i]) {
            Check.that(nextQueued[i] != NOT_QUEUED && --waiting >= 0, "a page is in the queue once");
        }
        Check.same(0, waiting, "pages of which each says that it is in the queue, and is not");
    }
}
