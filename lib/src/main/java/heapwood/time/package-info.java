/**
 * Profiles over time: each application's stacks once, and for each ten seconds only what changed, so that the tree of any
 * range of time is a sum of a few sorted runs. {@link heapwood.time.ProfileStore} is the entry; it explains the idea and the files.
 */
package heapwood.time;
