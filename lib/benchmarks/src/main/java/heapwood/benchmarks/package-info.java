/** Benchmarks of the kit's trees beside common alternatives; {@code mvn -Pbench} runs them. */
package heapwood.benchmarks;
