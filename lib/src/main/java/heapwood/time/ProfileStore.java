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
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A folder of profiles over time, from which the tree of any range of time can be queried. A profiler appends one
 * profile for each ten seconds or other step.
 *
 * <p><b>The idea.</b> Most stacks occur again and again over time. So a series keeps one growing tree of all its
 * stacks, in which nodes have numbers, and for each profile a sorted run of pairs of a node and its self value. It also
 * keeps the sums of the runs of ten, a hundred, a thousand profiles and so on. The tree of any range is thus the sum of
 * a few dozen runs; trees are never merged.
 *
 * <p><b>Files.</b> Each series is one file that only grows, of records with checksums. A profile survives a crash at
 * any moment once {@link #append} has returned. The next writer drops an incomplete record at the end of a file, and
 * {@link #notes} lists it. One process writes, guarded by a file lock. Any number of processes can read at the same
 * time; {@link #refresh} reads what was added.
 *
 * <p><b>Time.</b> A profile belongs to the step (ten seconds by default) in which it begins. A range contains the
 * profiles that begin in it. So ranges are exact to a step.
 *
 * <p>A store keeps in the heap the stacks and the positions of the runs: some dozen arrays for each series. Safe for
 * use by several threads.
 */
public final class ProfileStore implements Closeable {
    private static final String ENDING = ".series";
    private static final String LOCK = "lock";

    private final Path folder;

    /** The lock for writing; null in a store that is open for reading only. */
    private final FileChannel lock;

    private final Map<String, Series> series = new TreeMap<>();
    private final Map<Path, Series> byPath = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private ProfileStore(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens a store for writing, and creates it if it does not exist. Drops what a crash has left after the last
     * complete record of a file; {@link #notes} lists it.
     *
     * @param folder the store's folder, created if it is missing
     * @return the open store, to be closed by the caller
     * @throws StoreException if another process writes the store, or a file is damaged; the message names the folder or
     *     file
     * @throws IOException if the folder or a file cannot be created, read or written
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
     * Opens a store for reading. Another process may write it at the same time.
     *
     * @param folder the store's folder
     * @return the open store, to be closed by the caller
     * @throws NotDirectoryException if the folder does not exist
     * @throws StoreException if a file is damaged; the message names the file
     * @throws IOException if a file cannot be read
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

    /** Returns a line for each thing that was dropped when this store was opened for writing. */
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Reads what other processes have appended since the last call.
     *
     * @throws StoreException if a file is damaged; the message names the file
     * @throws IOException if a file cannot be read
     */
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
     * Adds a profile, in steps of ten seconds and with samples as its unit. When this method returns, the profile
     * survives a crash. If it throws, no profile has been added.
     *
     * @param name the name of the series, such as an application with its labels; the series is created if it does not
     *     exist
     * @param time the time at which the profile begins
     * @param tree the profile's stacks; read during the call only
     * @throws IllegalArgumentException if the series has another step or unit, or the time is millions of years away
     * @throws IllegalStateException if the store is open for reading only
     * @throws IOException if the file cannot be written
     */
    public synchronized void append(String name, Instant time, StackTree tree) throws IOException {
        append(name, Sampling.USUAL, time, tree);
    }

    /**
     * Adds a profile to a series with a given step and unit. When this method returns, the profile survives a crash. If
     * it throws, no profile has been added.
     *
     * @param name the name of the series, which is created if it does not exist
     * @param sampling the step and unit, the same in each call for a series
     * @param time the time at which the profile begins
     * @param tree the profile's stacks; read during the call only
     * @throws IllegalArgumentException if the series has another step or unit, or the time is millions of years away
     * @throws IllegalStateException if the store is open for reading only
     * @throws IOException if the file cannot be written
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
     * Returns the tree of all profiles of a series that begin in a range of time. It equals the tree into which all
     * their stacks were inserted. Takes time proportional to the size of the runs that are added, of which there are
     * some dozens, and to the tree.
     *
     * @param name the name of the series
     * @param from the start of the range, inclusive
     * @param to the end of the range, exclusive
     * @return a new tree
     * @throws IllegalArgumentException if there is no such series
     * @throws IOException if a run cannot be read
     */
    public synchronized CompactTree query(String name, Instant from, Instant to) throws IOException {
        return known(name).query(from, to);
    }

    /**
     * Returns the total of the profiles of each step of a range of time. Takes time proportional to the size of all runs of the
     * range.
     *
     * @param name the name of the series
     * @param from the start of the range, inclusive
     * @param to the end of the range, exclusive
     * @return the totals of the steps that have profiles, by the time at which they begin
     * @throws IllegalArgumentException if there is no such series
     * @throws IOException if a run cannot be read
     */
    public synchronized NavigableMap<Instant, Long> totals(String name, Instant from, Instant to) throws IOException {
        return known(name).totals(from, to);
    }

    /**
     * Returns the objects that hold the stacks and the index of all series, for counting them. It is everything that a store keeps
     * in the heap except the open files and this object itself.
     */
    public synchronized List<Object> tables() {
        List<Object> tables = new ArrayList<>();
        for (Series one : series.values()) {
            tables.add(one.stacks());
            tables.add(one.runs());
        }
        return tables;
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
     * Returns the size and time range of a series.
     *
     * @param name the name of the series
     * @throws IllegalArgumentException if there is no such series
     */
    public synchronized SeriesInfo info(String name) {
        return known(name).info();
    }

    /** Returns the size and time range of each series, in the order of their names. */
    public synchronized List<SeriesInfo> series() {
        return series.values().stream().map(Series::info).toList();
    }

    /**
     * Removes all profiles that begin before a time, and the stacks that occur in no other profile. Rewrites the file
     * of each series that has such profiles.
     *
     * @param time the time of the first profile to keep
     * @throws IllegalStateException if the store is open for reading only
     * @throws IOException if a file cannot be read or written
     */
    public synchronized void dropBefore(Instant time) throws IOException {
        checkWriting();
        for (Series one : series.values()) {
            one.dropBefore(time);
        }
    }

    /**
     * Removes the oldest profiles of a series until the remaining ones take at most a number of bytes on disk. Sums and
     * stacks, a part of these, come on top.
     *
     * @param name the name of the series
     * @param bytes the most bytes that the profiles may take
     * @throws IllegalArgumentException if there is no such series
     * @throws IllegalStateException if the store is open for reading only
     * @throws IOException if the file cannot be read or written
     */
    public synchronized void keepLast(String name, long bytes) throws IOException {
        checkWriting();
        Series one = known(name);
        one.dropBefore(one.beginOfLast(bytes));
    }

    /**
     * Reads all files, and checks that each sum equals the sum of its profiles.
     *
     * @throws StoreException if a sum or record is wrong; the message says which and where
     * @throws IOException if a file cannot be read
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
