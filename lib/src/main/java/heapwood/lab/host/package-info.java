/**
 * The machine and what runs on it: its processor and memory, the JDKs that it has and their collectors, and child
 * processes.
 */
package heapwood.lab.host;
