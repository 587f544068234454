package heapwood.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
    @TempDir
    private Path folder;

    private void refused(String why, String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertEquals(ExitCode.BAD_INPUT, run.exitCode(), run.err());
        assertTrue(run.err().contains(why), run.err());
        assertEquals("", run.out());
    }

    @Test
    void whatIsNoTreeIsBadInput() throws Exception {
        refused("there is no such file", "score", folder.resolve("None.java").toString());
        refused("no.such.Tree: there is no such class on the class path", "score", "no.such.Tree");
        refused("String is no tree", "score", "java.lang.String");
        refused("unknown scale \"huge\"", "score", "objects", "--scale", "huge");
        Path file = Files.writeString(folder.resolve("Broken.java"), "class Broken {\n  int x = ;\n}\n");
        refused("Broken.java, line 2: illegal start of expression", "score", file.toString());
        Path other = Files.writeString(folder.resolve("Other.java"), "class Other { }\n");
        refused("no class in it is a tree", "score", other.toString());
    }
}
