/**
 * The command line: {@code java -jar lib/target/heapwood.jar}. {@link heapwood.cli.Main} finds the command, one class
 * each; {@link heapwood.cli.ExitCode} says how they end.
 */
package heapwood.cli;
