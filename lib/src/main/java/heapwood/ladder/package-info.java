/**
 * The steps from a tree of objects to a tree of arrays, each a small class that gives up one kind of object: what notebook 03
 * climbs. They are here to be read and measured; {@link heapwood.tree} has the trees to use.
 */
package heapwood.ladder;
