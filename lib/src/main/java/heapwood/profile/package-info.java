/** Real profiles in and out of a tree, and their pictures. Needs {@link heapwood.tree}. */
package heapwood.profile;
