package heapwood.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that is kept runs through its target: sound files, and such as once broke a reader or reached new code. */
class KeptInputsTest {
    private static final Path INPUTS = Path.of("src/test/resources/heapwood/fuzz/inputs");

    @ParameterizedTest
    @EnumSource
    void everyInputEndsWell(Target target) throws IOException {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(INPUTS.resolve(target.name().toLowerCase(Locale.ROOT)))) {
            inputs = files.sorted().toList();
        }
        assertFalse(inputs.isEmpty());
        for (Path input : inputs) {
            try {
                Fuzzer.run(target, Files.readAllBytes(input));
            } catch (Throwable e) {
                throw new AssertionError(input.toString(), e);
            }
        }
    }
}
