package heapwood.cli;

import heapwood.profile.Quantity;
import heapwood.workload.TreeKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code heapwood} and its subcommands. */
@Command(
        name = "heapwood",
        header = "What big trees of stack traces cost a garbage-collected program.",
        description = "heapwood help COMMAND, or heapwood COMMAND --help, says what a command does.",
        scope = ScopeType.INHERIT, // of help, version and exit codes by the commands
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AssignmentCommand.class,
            GenerateCommand.class,
            ReplayCommand.class,
            ProfileCommand.class,
            StoreCommand.class,
            ExperimentCommand.class,
            ScoreCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a check did not hold",
            "2:bad input: a wrong option, a file that cannot be read or written or is malformed",
            "3:the heap is too small for it",
            "4:a defect of Heapwood",
            "5:standard output could not be written"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private final OutputStream standardOutput;

    private Main(OutputStream standardOutput) {
        this.standardOutput = standardOutput;
    }

    /** Returns the stream for a command's binary results. */
    static OutputStream standardOutput(CommandSpec command) {
        return ((Main) command.root().userObject()).standardOutput;
    }

    /**
     * Runs one command and ends the JVM with its exit code, one of those of {@link #run}.
     *
     * @param args the command and its options; without any, the command's help is printed
     */
    public static void main(String[] args) {
        Ending ending = new Ending(Thread.currentThread(), System.err);
        Runtime.getRuntime().addShutdownHook(new Thread(ending, "heapwood-ending"));
        int exitCode = run(System.out, System.err, args);
        ending.done();
        System.exit(exitCode);
    }

    /**
     * Runs one command inside this JVM.
     *
     * @param out the stream for results
     * @param err the stream for progress and errors
     * @param args the command and its options; without any, the command's help is printed
     * @return the exit code: 0 success, 1 a check failed, 2 bad input, 3 the heap is too small, 4 a defect, 5 standard output could
     *     not be written, 130 interrupted
     */
    public static int run(PrintStream out, PrintStream err, String... args) {
        CommandLine line = commandLine(out).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        Progress.forget();
        int exitCode;
        try {
            exitCode = line.execute(args);
        } catch (OutOfMemoryError e) {
            exitCode = heapFull(line);
        } catch (StackOverflowError e) {
            exitCode = stackFull(line);
        }
        // A PrintWriter records a failed write instead of throwing an exception.
        if (line.getOut().checkError() && exitCode == ExitCode.OK) {
            report(running(line), "standard output cannot be written (is its disk full, or its reader gone?)");
            return ExitCode.NOT_WRITTEN;
        }
        return exitCode;
    }

    /** Returns the parser of the arguments, with no output stream set. */
    static CommandLine commandLine() {
        return commandLine(OutputStream.nullOutputStream());
    }

    private static CommandLine commandLine(OutputStream standardOutput) {
        return new CommandLine(new Main(standardOutput))
                .setExpandAtFiles(false)
                .registerConverter(TreeKind.class, Main::treeKind)
                .setParameterExceptionHandler(Main::wrongOption)
                .setExecutionExceptionHandler(Main::failure)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static TreeKind treeKind(String name) {
        try {
            return TreeKind.of(name);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static int wrongOption(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        report(line, e.getMessage() + " (see " + command + " --help)");
        return ExitCode.BAD_INPUT;
    }

    private static int failure(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof CommandFailure failure) {
            report(line, failure.getMessage());
            return failure.exitCode();
        }
        if (e instanceof InterruptedException
                || e instanceof InterruptedIOException
                || e.getCause() instanceof InterruptedIOException) {
            String where = Progress.latest();
            report(line, "interrupted" + (where.isEmpty() ? "" : ": " + where));
            return ExitCode.INTERRUPTED;
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            report(line, reason(e instanceof UncheckedIOException wrapped ? wrapped.getCause() : (IOException) e));
            return ExitCode.BAD_INPUT;
        }
        report(line, "this is a defect of Heapwood; please report what follows");
        e.printStackTrace(line.getErr());
        return ExitCode.DEFECT;
    }

    private static int heapFull(CommandLine main) {
        report(
                running(main),
                "the heap of " + Quantity.bytes(Runtime.getRuntime().maxMemory())
                        + " is full: give java a larger one (-Xmx), or ask for less");
        return ExitCode.HEAP_TOO_SMALL;
    }

    /** Reports a stack overflow without its stack trace, which is the same few frames a thousand times. */
    private static int stackFull(CommandLine main) {
        report(
                running(main),
                "what was asked for is nested more deeply than this JVM's stack; give java a larger one, with -Xss64m");
        return ExitCode.BAD_INPUT;
    }

    /** Returns the command that was given, or the main command if there is none. */
    private static CommandLine running(CommandLine main) {
        ParseResult parsed = main.getParseResult();
        return parsed == null || !parsed.hasSubcommand()
                ? main
                : parsed.subcommand().commandSpec().commandLine();
    }

    private static void report(CommandLine line, String message) {
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + message);
    }

    /**
     * Returns the cause of an error in plain words, without the file's name; the JDK's own messages often contain the name alone.
     */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The version of the jar and of the JVM that runs it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "heapwood " + (version == null ? "(not from a jar)" : version) + " on Java "
                        + System.getProperty("java.runtime.version")
            };
        }
    }
}
