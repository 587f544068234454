/**
 * The laboratory: live objects counted, trials in fresh child JVMs, what garbage collection costs them and how long it stops
 * them, their results on disk.
 *
 * <p>An {@link heapwood.lab.Experiment} is a value: a list of {@link heapwood.lab.Trial}s. The {@link
 * heapwood.lab.Laboratory} runs each in a JVM of its own and appends a row for each to {@link heapwood.lab.Results}.
 * An {@link heapwood.lab.ExperimentFile} is the same without a notebook.
 */
package heapwood.lab;
