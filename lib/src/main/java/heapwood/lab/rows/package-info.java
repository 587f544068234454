/**
 * Reading rows of results: points, medians, spreads, costs, and the lines through them.
 */
package heapwood.lab.rows;
