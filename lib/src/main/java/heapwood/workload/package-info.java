/**
 * Generated trees: the original program's workload, byte for byte ({@link heapwood.workload.TreeGenerator} on Go's
 * random numbers), the shapes of its {@link heapwood.workload.Schedule}, and a digest that shows two trees to be equal.
 */
package heapwood.workload;
