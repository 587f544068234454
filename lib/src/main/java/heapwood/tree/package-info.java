/**
 * Trees of stack traces: the contract ({@link heapwood.tree.StackTree}), the tree made of objects ({@link
 * heapwood.tree.ReferenceTree}) and the tree in int-indexed arrays ({@link heapwood.tree.CompactTree}). The package depends on the
 * JDK alone, so that a profiler can include it.
 */
package heapwood.tree;
