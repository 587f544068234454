package heapwood.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every input that is kept runs through its target. A folder has sound files and such as once broke a reader; an archive beside it
 * has the smallest set that reached all the code that fuzzing did.
 */
class KeptInputsTest {
    private static final Path INPUTS = Path.of("src/test/resources/heapwood/fuzz/inputs");

    @ParameterizedTest
    @EnumSource
    void everyInputEndsWell(Target target) throws IOException {
        Map<String, byte[]> inputs = inputs(target.name().toLowerCase(Locale.ROOT));
        assertFalse(inputs.isEmpty());
        inputs.forEach((name, input) -> {
            try {
                Fuzzer.run(target, input);
            } catch (Throwable e) {
                throw new AssertionError(name, e);
            }
        });
    }

    private static Map<String, byte[]> inputs(String target) throws IOException {
        Map<String, byte[]> inputs = new TreeMap<>();
        try (Stream<Path> files = Files.list(INPUTS.resolve(target))) {
            for (Path file : files.toList()) {
                inputs.put(file.toString(), Files.readAllBytes(file));
            }
        }
        Path archive = INPUTS.resolve(target + ".zip");
        if (Files.exists(archive)) {
            try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    inputs.put(archive + " " + entry.getName(), zip.readAllBytes());
                }
            }
        }
        return inputs;
    }
}
