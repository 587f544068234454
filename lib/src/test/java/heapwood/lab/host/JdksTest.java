package heapwood.lab.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdksTest {
    @TempDir
    Path shelf;

    @Test
    void theJdkThatRunsThisIsFound() {
        Jdk current = Jdk.current();
        assertEquals(Runtime.version().feature(), current.feature());
        assertTrue(Jdks.found().contains(current));
    }

    @Test
    void aJdkThatTwoLinksLeadToIsFoundOnce() throws IOException {
        Path home = fakeJdk("jdk-21", "21.0.2");
        Path link = Files.createSymbolicLink(shelf.resolve("current"), home);
        assertEquals(1, Jdks.among(List.of(link, home, link)).size());
    }

    @Test
    void theOldestComesFirstAndThoseBefore17AreLeftOut() throws IOException {
        List<Path> homes = List.of(fakeJdk("a", "25.0.3"), fakeJdk("b", "1.8.0_392"), fakeJdk("c", "17.0.1"));
        assertEquals(
                List.of(17, 25), Jdks.among(homes).stream().map(Jdk::feature).toList());
    }

    @Test
    void aMacsBundleIsLookedInto() throws IOException {
        fakeJdk("temurin.jdk/Contents/Home", "17.0.9");
        assertEquals(1, Jdks.among(List.of(shelf.resolve("temurin.jdk"))).size());
    }

    @Test
    void aDirectoryWithoutJavaOrWithAReleaseThatSaysNothingIsNoJdk() throws IOException {
        Path silent = fakeJdk("silent", "17");
        Files.writeString(silent.resolve("release"), "no version here\n\n=\n");
        Path empty = Files.createDirectory(shelf.resolve("empty"));
        assertEquals(List.of(), Jdks.among(List.of(silent, empty, shelf.resolve("missing"))));
    }

    @Test
    void whoBuiltItAndTheFullVersionAreRead() throws IOException {
        Jdk jdk = Jdk.at(fakeJdk("one", "17.0.15")).orElseThrow();
        assertEquals("17.0.15+6", jdk.build());
        assertEquals("Maker", jdk.vendor());
        assertEquals("JDK 17", jdk.label());
    }

    private Path fakeJdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(shelf.resolve(name));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "JAVA_VERSION=\"" + version + "\"\nJAVA_RUNTIME_VERSION=\"" + version
                        + "+6\"\nIMPLEMENTOR=\"Maker\"\n");
        Path java = Files.createFile(home.resolve("bin/java"));
        assertTrue(java.toFile().setExecutable(true));
        return home;
    }
}
