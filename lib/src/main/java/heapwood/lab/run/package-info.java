/**
 * Running an experiment: the {@link heapwood.lab.run.Laboratory} runs each trial in a JVM of its own and appends its rows
 * to {@link heapwood.lab.run.Results}.
 */
package heapwood.lab.run;
