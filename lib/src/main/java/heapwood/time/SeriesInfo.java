package heapwood.time;

import java.time.Instant;

/**
 * The size and time range of one series in a store.
 *
 * @param name the name of the series, such as an application
 * @param sampling the step and unit
 * @param profiles the number of profiles
 * @param first the time at which the first profile begins; null if there is none
 * @param end the time at which the last profile ends; null if there is none
 * @param nodes the number of nodes of the tree of all stacks, the root included
 * @param names the number of distinct frames
 * @param bytes the size on disk, in bytes
 */
public record SeriesInfo(
        String name,
        Sampling sampling,
        long profiles,
        Instant first,
        Instant end,
        long nodes,
        long names,
        long bytes) {}
