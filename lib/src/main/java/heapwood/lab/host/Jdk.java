package heapwood.lab.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Java installation that can run children.
 *
 * @param home the installation's directory, links resolved
 * @param version the version in its {@code release} file: {@code 17.0.15}
 * @param build the full version of its runtime: {@code 17.0.15+6-Debian-1deb12u1}
 * @param vendor the vendor that built it
 */
public record Jdk(Path home, String version, String build, String vendor) {

    /** Returns the installation that runs this JVM. */
    public static Jdk current() {
        Path home = Path.of(System.getProperty("java.home"));
        return at(home).orElseGet(() -> new Jdk(
                home,
                System.getProperty("java.version"),
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vendor")));
    }

    /**
     * Returns the installation in a directory.
     *
     * @param home the directory with {@code release} and {@code bin/java}
     * @return the installation; empty if these files are missing or cannot be read
     */
    public static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isReadable(release)) {
            return Optional.empty();
        }
        try {
            Map<String, String> entries = parseRelease(new String(SteadyFiles.read(release), StandardCharsets.UTF_8));
            String version = entries.get("JAVA_VERSION");
            if (version == null || featureOf(version) == 0) {
                return Optional.empty();
            }
            return Optional.of(new Jdk(
                    home.toRealPath(),
                    version,
                    entries.getOrDefault("JAVA_RUNTIME_VERSION", version),
                    entries.getOrDefault("IMPLEMENTOR", "unknown")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the names and values of the lines {@code NAME="value"} of a release file. */
    static Map<String, String> parseRelease(String text) {
        Map<String, String> entries = new HashMap<>();
        for (String line : text.split("\\R")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String value = line.substring(equals + 1).strip();
                boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
                entries.put(line.substring(0, equals).strip(), quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return entries;
    }

    /** Returns the feature release: 17 for {@code 17.0.15}, 8 for {@code 1.8.0_392}. */
    public int feature() {
        return featureOf(version);
    }

    private static int featureOf(String version) {
        String[] parts = version.split("[^0-9]+");
        try {
            int first = Integer.parseInt(parts[0]);
            return first == 1 && parts.length > 1 ? Integer.parseInt(parts[1]) : first;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return 0;
        }
    }

    /** Returns the path of the {@code java} command. */
    public Path java() {
        return home.resolve("bin").resolve("java");
    }

    /** Returns the name for charts and tables: {@code JDK 17}. */
    public String label() {
        return "JDK " + feature();
    }

    @Override
    public String toString() {
        return label() + " (" + build + ", " + vendor + ")";
    }
}
