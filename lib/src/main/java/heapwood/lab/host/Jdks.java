package heapwood.lab.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The search for the Java installations of this machine, of release 17 and later. */
public final class Jdks {
    private static final int OLDEST = 17;

    private Jdks() {}

    /**
     * Returns the installations found, the oldest first and each once, whatever links lead to it. Searches the one that
     * runs this JVM, {@code JAVA_HOME}, and the usual places on Linux and macOS and of SDKMAN. Starts no process.
     */
    public static List<Jdk> found() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        for (String variable : List.of("JAVA_HOME", "JDK_HOME")) {
            String value = System.getenv(variable);
            if (value != null && !value.isBlank()) {
                homes.add(Path.of(value));
            }
        }
        Path user = Path.of(System.getProperty("user.home"));
        List<Path> shelves = List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/usr/java"),
                Path.of("/opt/java"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                user.resolve("Library/Java/JavaVirtualMachines"),
                user.resolve(".sdkman/candidates/java"),
                user.resolve(".jdks"));
        shelves.forEach(shelf -> homes.addAll(children(shelf)));
        return among(homes);
    }

    /**
     * Returns the JDKs in directories. Looks in each directory itself and in its {@code Contents/Home}, as macOS has
     * it.
     */
    static List<Jdk> among(Collection<Path> homes) {
        Map<Path, Jdk> found = new LinkedHashMap<>();
        for (Path home : homes) {
            Jdk.at(home)
                    .or(() -> Jdk.at(home.resolve("Contents").resolve("Home")))
                    .filter(jdk -> jdk.feature() >= OLDEST)
                    .ifPresent(jdk -> found.putIfAbsent(jdk.home(), jdk));
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt(Jdk::feature)
                        .thenComparing(Jdk::build)
                        .thenComparing(jdk -> jdk.home().toString()))
                .toList();
    }

    private static List<Path> children(Path shelf) {
        List<Path> paths = new ArrayList<>();
        if (Files.isDirectory(shelf)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(shelf)) {
                entries.forEach(paths::add);
            } catch (IOException e) {
                // A shelf that cannot be read holds nothing for us.
            }
        }
        return paths;
    }
}
