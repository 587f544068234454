/**
 * The steps from a tree of objects to a tree of arrays. Each is a small class that gives up one kind of object. Notebook 03 goes
 * through them. They are here to be read and measured; {@link heapwood.tree} has the trees for use.
 */
package heapwood.ladder;
