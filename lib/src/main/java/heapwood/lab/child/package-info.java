/**
 * The code that runs inside a measured JVM: tasks, recordings, counts of live objects, and accounts of threads' processor
 * time. It reaches nothing that is not on a child's class path, which {@link heapwood.lab.child.Code} defines. Notebooks
 * and the command line measure their own JVM with it too.
 */
package heapwood.lab.child;
