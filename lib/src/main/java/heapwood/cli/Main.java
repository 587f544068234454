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

/** The command {@code heapwood}, which has the others below it. */
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

    /** Returns where a command's results go that are no text. */
    static OutputStream standardOutput(CommandSpec command) {
        return ((Main) command.root().userObject()).standardOutput;
    }

    /**
     * Runs one command and ends the JVM with its exit code.
     *
     * @param args the command and its options; none prints help
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
     * @param out where its results go
     * @param err where progress and errors go
     * @param args the command and its options; none prints help
     * @return the exit code: 0 done, 1 a check did not hold, 2 bad input, 3 the heap is too small, 4 a defect, 5 standard output could not be written
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
        // A stream of text remembers a failed write, and throws nothing.
        if (line.getOut().checkError() && exitCode == ExitCode.OK) {
            report(running(line), "standard output cannot be written (is its disk full, or its reader gone?)");
            return ExitCode.NOT_WRITTEN;
        }
        return exitCode;
    }

    /** What reads the arguments, and has not yet been told where to print. */
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

    /** Its trace says nothing: it has a thousand times the same lines. */
    private static int stackFull(CommandLine main) {
        report(
                running(main),
                "what was asked for is nested more deeply than this JVM's stack; give java a larger one, with -Xss64m");
        return ExitCode.BAD_INPUT;
    }

    /** Returns the command that was asked for, or the program where none was. */
    private static CommandLine running(CommandLine main) {
        ParseResult parsed = main.getParseResult();
        return parsed == null || !parsed.hasSubcommand()
                ? main
                : parsed.subcommand().commandSpec().commandLine();
    }

    private static void report(CommandLine line, String message) {
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + message);
    }

    /** What a person calls it, without the file's name: the JDK's own messages are often nothing but that. */
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

    /** The jar's version and what runs it. */
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
