/**
 * What is to be measured: an {@link heapwood.lab.plan.Experiment} is a list of {@link heapwood.lab.plan.Trial}s, each a
 * {@link heapwood.lab.plan.Task} for a {@link heapwood.lab.plan.Workload} under a JDK, a collector and a heap. An
 * {@link heapwood.lab.plan.ExperimentFile} reads an experiment from a file, without a notebook.
 */
package heapwood.lab.plan;
