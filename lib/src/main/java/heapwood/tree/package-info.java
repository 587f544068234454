/**
 * Trees of stack traces: the contract, the tree as objects ({@link heapwood.tree.ReferenceTree}) and the tree as int-indexed
 * arrays ({@link heapwood.tree.CompactTree}). Needs the JDK alone, so that a profiler can take it in.
 */
package heapwood.tree;
