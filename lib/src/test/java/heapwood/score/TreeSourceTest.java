package heapwood.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class TreeSourceTest {
    /** A tree with a nested class, an anonymous one, and lambdas. */
    private static final String CELL = """
            class Mine implements heapwood.ladder.OwnTree {
                static class Node { java.util.TreeMap<String, Node> children = new java.util.TreeMap<>(); long self; }
                final Node root = new Node();
                final java.util.function.Supplier<Node> maker = Node::new;
                public void insert(byte[] key, int offset, int length, long value) {
                    Node[] node = {root};
                    String text = new String(key, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1);
                    java.util.Arrays.stream(text.split(";", -1))
                            .forEach(frame -> node[0] = node[0].children.computeIfAbsent(frame, any -> maker.get()));
                    node[0].self += VALUE;
                }
                public void iterate(KeyVisitor visitor) {
                    new Object() {
                        void report(String key, Node node) {
                            byte[] bytes = key.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                            visitor.node(bytes, bytes.length, node.self);
                            node.children.forEach((name, child) -> report(key + ";" + name, child));
                        }
                    }.report(";", root);
                }
            }
            """;

    /** Keeps classes in a map, as JJava does, and gives no other way to their bytes. */
    static final class MapLoader extends ClassLoader {
        private final Map<String, byte[]> declared = new HashMap<>();

        MapLoader() {
            super(TreeSourceTest.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = declared.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Loads a shell's classes by such a loader. */
    private static final class MapDelegate implements LoaderDelegate {
        private final MapLoader loader = new MapLoader();

        @Override
        public void load(ExecutionControl.ClassBytecodes[] classes) {
            for (ExecutionControl.ClassBytecodes each : classes) {
                loader.declared.put(each.name(), each.bytecodes());
            }
        }

        @Override
        public void classesRedefined(ExecutionControl.ClassBytecodes[] classes) {}

        @Override
        public void addToClasspath(String path) {}

        @Override
        public Class<?> findClass(String name) throws ClassNotFoundException {
            return loader.loadClass(name);
        }
    }

    private static final ExecutionControlProvider MAPS = new ExecutionControlProvider() {
        @Override
        public String name() {
            return "maps";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return new DirectExecutionControl(new MapDelegate());
        }
    };

    private static volatile Class<?> latest;

    /** Called in the shell. */
    public static void take(Class<?> declared) {
        latest = declared;
    }

    private static Class<?> declared(boolean maps, String... cells) {
        JShell.Builder builder = JShell.builder();
        builder = maps ? builder.executionEngine(MAPS, Map.of()) : builder.executionEngine("local");
        try (JShell shell = builder.build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            Stream.concat(Stream.of(cells), Stream.of("heapwood.score.TreeSourceTest.take(Mine.class)"))
                    .forEach(cell -> {
                        for (SnippetEvent event : shell.eval(cell)) {
                            assertEquals(null, event.exception());
                            assertNotEquals("REJECTED", event.status().toString(), cell);
                        }
                    });
        }
        return latest;
    }

    private static List<Finding> examined(TreeSource source) throws Exception {
        return Behavior.of(
                List.of(Check.named("random keys"), Check.named("one array for all keys")),
                source,
                5,
                Effort.SMOKE.limits(),
                elapsed -> {});
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCellsClassRunsInAChildWithAllThatBelongsToIt(boolean maps) throws Exception {
        Class<?> mine = declared(maps, CELL.replace("VALUE", "value"));
        assertEquals(maps, mine.getClassLoader() instanceof MapLoader);
        try (TreeSource source = TreeSource.of(mine)) {
            assertEquals("Mine", source.name());
            assertTrue(examined(source).stream().allMatch(Finding::isRight), () -> "the tree is right");
        }
    }

    @Test
    void aVariableOfAnotherCellIsNamed() {
        Class<?> mine = declared(false, "long factor = 1;", CELL.replace("VALUE", "value * factor"));
        String message = assertThrows(IllegalArgumentException.class, () -> TreeSource.of(mine))
                .getMessage();
        assertTrue(message.startsWith("Mine needs the variable factor of another cell"), message);
    }

    @Test
    void aMethodAndAClassOfOtherCellsComeAlong() throws Exception {
        Class<?> mine = declared(
                false,
                "class Twice { static long of(long value) { return 2 * value; } }",
                "long half(long value) { return Twice.of(value) / 4; }",
                CELL.replace("VALUE", "half(Twice.of(value))"));
        try (TreeSource source = TreeSource.of(mine)) {
            assertTrue(examined(source).stream().allMatch(Finding::isRight));
        }
    }

    @Test
    void aVariableBehindAMethodIsNamed() {
        Class<?> mine = declared(
                false,
                "long factor = 1;",
                "long times(long v) { return v * factor; }",
                CELL.replace("VALUE", "times(value)"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TreeSource.of(mine))
                .getMessage()
                .contains("variable factor"));
    }

    private static Path write(Path folder, String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aFileIsCompiledWithPackageAndSeveralClasses(@TempDir Path folder) throws Exception {
        Path file = write(
                folder, "Mine.java", "package some.where;\n" + CELL.replace("VALUE", "value") + "class Other {}\n");
        try (TreeSource source = TreeSource.ofFile(file, "")) {
            assertEquals("some.where.Mine", source.className());
            try (TreeSource again = TreeSource.ofFile(file, "")) {
                assertEquals(source.digest(), again.digest());
            }
            Path compiled = Path.of(source.classPath().split(File.pathSeparator)[0]);
            try (TreeSource byName = TreeSource.ofClass("some.where.Mine", compiled.toString())) {
                assertEquals(source.digest(), byName.digest());
            }
            assertTrue(Files.exists(compiled));
            source.close();
            assertFalse(Files.exists(compiled));
        }
    }

    @Test
    void whatDoesNotCompileIsToldWithItsLine(@TempDir Path folder) throws Exception {
        assertRefused(write(folder, "A.java", "class A {\n  int x = ;\n}"), "A.java, line 2: ");
        assertRefused(write(folder, "B.java", "class B {}"), "B.java: no class in it is a tree");
        String two =
                CELL.replace("VALUE", "value") + CELL.replace("VALUE", "value").replace("Mine", "Yours");
        assertRefused(write(folder, "C.java", two), "C.java: several classes in it are trees");
    }

    private static void assertRefused(Path file, String why) {
        String message = assertThrows(IllegalArgumentException.class, () -> TreeSource.ofFile(file, ""))
                .getMessage();
        assertTrue(message.contains(why), message);
    }

    @Test
    void aClassFilesNamesAreAllThatItsCodeRefersTo() throws Exception {
        ClassFile file = ClassFile.of(
                ClassBytes.of(getClass().getClassLoader(), getClass().getName()).orElseThrow());
        assertTrue(
                file.classes().containsAll(List.of("java.util.List", "jdk.jshell.JShell", MapLoader.class.getName())));
        assertTrue(file.fields().contains(new ClassFile.Field(getClass().getName(), "latest")));
        assertThrows(IllegalArgumentException.class, () -> ClassFile.of(new byte[10]));
    }
}
