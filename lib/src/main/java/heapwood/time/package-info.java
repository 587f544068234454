/**
 * Storage of profiles over time. The stacks of each application are stored once, and for each ten seconds only their
 * values, so the tree of any range of time is the sum of a few sorted runs. {@link heapwood.time.ProfileStore} is the
 * entry point; it explains the idea and the files.
 */
package heapwood.time;
