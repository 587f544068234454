package heapwood.lab.child;

import com.google.gson.Gson;
import heapwood.lab.host.SteadyFiles;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.openjdk.jol.info.GraphStats;
import org.tukaani.xz.XZInputStream;

/** The location of the library's own code, for children's class paths, and its fingerprint. */
public final class Code {
    private static final int FINGERPRINT_CHARS = 12;

    private Code() {}

    /**
     * Returns a class path with the library and its dependencies that children need. They are located through this
     * JVM's class loaders, not by {@code java.class.path}, since a notebook kernel adds jars by itself.
     */
    public static String classPath() {
        Set<Path> entries = new LinkedHashSet<>();
        for (Class<?> each : List.of(
                Code.class,
                Gson.class,
                GraphStats.class,
                XZInputStream.class,
                ZstdInputStream.class,
                Histogram.class)) {
            entries.add(locationOf(each));
        }
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the library's jar, or the directory of its class files if it runs from one. */
    public static Path location() {
        return locationOf(Code.class);
    }

    private static Path locationOf(Class<?> c) {
        try {
            return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the code of " + c.getName() + " lies where no path leads", e);
        }
    }

    /** Returns the start of the SHA-256 of the library's jar, or of its class files if it runs from a directory. */
    public static String fingerprint() {
        Path location = location();
        try (Stream<Path> files = Files.walk(location)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(SteadyFiles.read(file));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, FINGERPRINT_CHARS);
        } catch (IOException e) {
            throw new UncheckedIOException("the library's own code cannot be read: " + location, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
