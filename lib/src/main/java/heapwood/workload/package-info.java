/**
 * Generated trees: the original program's workload, byte for byte ({@link heapwood.workload.TreeGenerator} on Go's
 * random numbers), the shapes of its {@link heapwood.workload.Schedule}, and a digest by which two trees are compared.
 */
package heapwood.workload;
