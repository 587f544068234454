package heapwood.time;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of profiles over time: append one for each ten seconds, ask for the tree of any range.
 *
 * <p><b>The idea.</b> Stacks are shared over time far more than they differ. So a series keeps one growing tree of all its stacks, once,
 * in which nodes have numbers, and for each profile a sorted run of (node, self value). Sums of runs are kept for ten, a hundred, a
 * thousand profiles and so on, so that any range is an addition of a few dozen runs, and never a merge of trees.
 *
 * <p><b>Files.</b> Each series is one file that only grows, of records with checksums. What {@link #append} has returned from
 * survives a crash at any moment; {@link #notes} says what the next writer dropped behind that. One process writes, which a lock holds;
 * any number read meanwhile, and see what is new with {@link #refresh}.
 *
 * <p><b>Time.</b> A profile belongs to the step, ten seconds unless said otherwise, in which it begins, and a range has the profiles
 * that begin in it. So ranges are exact to a step.
 *
 * <p>In the heap a store keeps the stacks and where runs are: some dozen arrays for each series. Safe for use by several threads.
 */
public final class ProfileStore implements Closeable {
    private static final String ENDING = ".series";
    private static final String LOCK = "lock";

    private final Path folder;

    /** Null in a store that is only read. */
    private final FileChannel lock;

    private final Map<String, Series> series = new TreeMap<>();
    private final Map<Path, Series> byPath = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private ProfileStore(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens a store for writing, and makes it if it is not there. What a crash has left behind the last whole record is dropped;
     * {@link #notes} says so.
     *
     * @throws StoreException if another process writes it, or a file is damaged; the message says which
     */
    public static ProfileStore openToWrite(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!locked(lock)) {
                throw new StoreException(folder + " is being written by another process: wait for it, or read only");
            }
            ProfileStore store = new ProfileStore(folder, lock);
            store.recover();
            return store;
        } catch (Throwable e) {
            lock.close();
            throw e;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Opens a store for reading, while another process may write it.
     *
     * @throws StoreException if a file is damaged; the message says which
     */
    public static ProfileStore openToRead(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        ProfileStore store = new ProfileStore(folder, null);
        try {
            store.refresh();
            return store;
        } catch (Throwable e) {
            store.close();
            throw e;
        }
    }

    private void recover() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + ENDING + ".new")) {
            for (Path file : left) {
                notes.add(file.getFileName() + ": a file that was being written was dropped");
                Files.delete(file);
            }
        }
        refresh();
        for (Map.Entry<Path, Series> entry : byPath.entrySet()) {
            long torn = entry.getValue().recover();
            if (torn > 0) {
                notes.add(entry.getKey().getFileName() + " (" + entry.getValue().name() + "): the last " + torn
                        + " bytes, of a profile that was being appended, were dropped");
            }
        }
    }

    /** Returns what was dropped when this store was opened for writing, a line each. */
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** Reads what other processes have appended. */
    public synchronized void refresh() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + ENDING)) {
            found.forEach(files::add);
        }
        Collections.sort(files);
        for (Path file : files) {
            Series known = byPath.get(file);
            if (known == null) {
                enter(file, Series.open(file, lock != null));
            } else {
                known.refresh();
            }
        }
    }

    private void enter(Path file, Series one) throws IOException {
        if (series.putIfAbsent(one.name(), one) != null) {
            one.close();
            throw new StoreException(
                    file + " is a second file of the series " + one.name() + ": move one of them away");
        }
        byPath.put(file, one);
    }

    /**
     * Adds a profile. When this returns, it survives a crash; if it throws, no profile has been added.
     *
     * @param name the series, made if it is not there: an application, or it and its labels in a form of your own
     * @param time when the profile begins
     * @param tree its stacks; read during the call only
     * @throws IllegalStateException if the store is open for reading only
     */
    public synchronized void append(String name, Instant time, StackTree tree) throws IOException {
        append(name, Sampling.USUAL, time, tree);
    }

    /**
     * Adds a profile to a series of another step or unit.
     *
     * @param sampling the same in each call of a series
     * @throws IllegalArgumentException if the series has another one
     */
    public synchronized void append(String name, Sampling sampling, Instant time, StackTree tree) throws IOException {
        checkWriting();
        Series one = series.get(name);
        if (one == null) {
            Path file = folder.resolve(String.format("%06d%s", byPath.size() + 1, ENDING));
            one = Series.create(file, name, sampling);
            enter(file, one);
        }
        if (!one.sampling().equals(sampling)) {
            throw new IllegalArgumentException("the series " + name + " has "
                    + one.sampling().unit() + " in steps of " + one.sampling().step() + ", and not " + sampling.unit()
                    + " in steps of " + sampling.step());
        }
        one.append(time, tree);
    }

    private void checkWriting() {
        if (lock == null) {
            throw new IllegalStateException(folder + " is open for reading only");
        }
    }

    /**
     * Returns the tree of all profiles of a series that begin in a range of time, equal to the one that all their stacks make.
     * Takes time that grows with the runs that are added, some dozens, and with the tree.
     *
     * @param from the first moment
     * @param to the first moment behind the range
     * @throws IllegalArgumentException if there is no such series
     */
    public synchronized CompactTree query(String name, Instant from, Instant to) throws IOException {
        return known(name).query(from, to);
    }

    private Series known(String name) {
        Series one = series.get(name);
        if (one == null) {
            throw new IllegalArgumentException(
                    "there is no series \"" + name + "\" in " + folder + ", only " + series.keySet());
        }
        return one;
    }

    /**
     * Returns what there is of a series.
     *
     * @throws IllegalArgumentException if there is no such series
     */
    public synchronized SeriesInfo info(String name) {
        return known(name).info();
    }

    /** Returns what there is of each series, in the order of their names. */
    public synchronized List<SeriesInfo> series() {
        return series.values().stream().map(Series::info).toList();
    }

    /** Removes all profiles that begin before a time, and the stacks that only those had. Writes each such series anew. */
    public synchronized void dropBefore(Instant time) throws IOException {
        checkWriting();
        for (Series one : series.values()) {
            one.dropBefore(time);
        }
    }

    /**
     * Removes the oldest profiles of a series until those that are left take at most so many bytes; sums and stacks, a part of these,
     * come on top.
     */
    public synchronized void keepLast(String name, long bytes) throws IOException {
        checkWriting();
        Series one = known(name);
        one.dropBefore(one.beginOfLast(bytes));
    }

    /**
     * Reads everything, and checks that all sums are those of their profiles.
     *
     * @throws StoreException if something is wrong; the message says what and where
     */
    public synchronized void check() throws IOException {
        for (Series one : series.values()) {
            one.check();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            for (Series one : byPath.values()) {
                one.close();
            }
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
