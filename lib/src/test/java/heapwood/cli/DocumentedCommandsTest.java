package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Whatever command line the README, a notebook or an experiment's file prints is one that the program takes. */
class DocumentedCommandsTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path NOTEBOOKS = PROJECT.resolve("notebooks");

    /** Up to the end of the line, of the code, of a notebook's string, or to a remark. */
    private static final Pattern COMMAND =
            Pattern.compile("java -jar lib/target/heapwood\\.jar ((?:(?! +#)[^`\"\\\\\\n])+)");

    /** A file of the project, as an argument. */
    private static final Pattern FILE_HERE = Pattern.compile("(?:notebooks|lib)/\\S+");

    static Stream<String> commands() throws IOException {
        return Stream.of(commands(PROJECT, "README.md"), commands(NOTEBOOKS, "*.ipynb"), experiments())
                .flatMap(List::stream);
    }

    private static List<String> experiments() throws IOException {
        return commands(NOTEBOOKS.resolve("experiments"), "*.yaml");
    }

    private static List<String> commands(Path folder, String glob) throws IOException {
        List<String> commands = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder, glob)) {
            for (Path file : files) {
                COMMAND.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1).strip())
                        .forEach(commands::add);
            }
        }
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theProgramTakesIt(String command) {
        List<String> arguments = List.of(command.split(" +"));
        CommandLine.ParseResult parsed = Main.commandLine().parseArgs(arguments.toArray(String[]::new));
        assertTrue(parsed.hasSubcommand(), command);
        arguments.stream()
                .filter(argument -> FILE_HERE.matcher(argument).matches())
                .forEach(argument -> assertTrue(Files.exists(PROJECT.resolve(argument)), argument));
    }

    @Test
    void theyAreFound() throws IOException {
        assertTrue(commands(PROJECT, "README.md").containsAll(List.of("help", "assignment --tree compact")));
        assertTrue(commands(NOTEBOOKS, "*.ipynb").contains("profile FILE --flamegraph flame.html"));
        assertTrue(experiments().contains("experiment --dry-run notebooks/experiments/window.yaml"));
    }
}
