package heapwood.time;

import java.time.Instant;

/**
 * What a store has of one series.
 *
 * @param name the application, or whatever else it was appended as
 * @param sampling its step and its unit
 * @param profiles how many were appended
 * @param first when the first one begins; null if there is none
 * @param end when the last one ends; null if there is none
 * @param nodes how many nodes all their stacks have as one tree, the root included
 * @param names how many distinct frames
 * @param bytes what it takes on disk
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
