/**
 * The laboratory. It counts live objects, runs trials in fresh child JVMs, measures the cost of garbage collection and
 * the length of pauses in them, and keeps their results on disk.
 *
 * <p>Each package needs only those before it: {@link heapwood.lab.host} (the machine, JDKs, collectors, child
 * processes), {@link heapwood.lab.plan} (trials and their workloads), {@link heapwood.lab.child} (the code inside a
 * measured JVM), {@link heapwood.lab.run} (running trials and keeping their rows). {@link heapwood.lab.rows}, which
 * reads the rows, needs the first three.
 */
package heapwood.lab;
