/**
 * The command line: {@code java -jar lib/target/heapwood.jar}. {@link heapwood.cli.Main} runs the subcommands, one class each;
 * {@link heapwood.cli.ExitCode} lists the exit codes.
 */
package heapwood.cli;
