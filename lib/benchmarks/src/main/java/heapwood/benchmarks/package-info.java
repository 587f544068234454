/** The kit's trees beside what users would pick instead; {@code mvn -Pbench}. */
package heapwood.benchmarks;
