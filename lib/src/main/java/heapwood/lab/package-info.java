/**
 * The laboratory. It counts live objects, runs trials in fresh child JVMs, measures the cost of garbage collection and
 * the length of pauses in them, and keeps their results on disk.
 *
 * <p>An {@link heapwood.lab.Experiment} is a value, a list of {@link heapwood.lab.Trial}s. The
 * {@link heapwood.lab.Laboratory} runs each trial in a JVM of its own and appends its rows to
 * {@link heapwood.lab.Results}. An {@link heapwood.lab.ExperimentFile} reads an experiment from a file, without a
 * notebook.
 */
package heapwood.lab;
