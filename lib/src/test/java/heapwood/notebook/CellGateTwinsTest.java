package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The two kernels' libraries have the same classes in different packages, so each kernel has a gate of its own. A change
 * to one of these is made to both.
 */
final class CellGateTwinsTest {
    private static final Path SOURCES = Path.of("src/main/java/heapwood/notebook");

    @Test
    void theGatesOfBothKernelsDifferInImportsAndNamesAlone() throws IOException {
        assertEquals(body("IJavaCellGate.java"), body("JJavaCellGate.java").replace("JJava", "IJava"));
    }

    private static String body(String file) throws IOException {
        return Files.readString(SOURCES.resolve(file))
                .lines()
                .filter(line -> !line.startsWith("import "))
                .collect(Collectors.joining("\n"));
    }
}
