package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FontsTest {
    @Test
    void bothFacesAreTheKitsOwnAndDraw() {
        assertEquals(Fonts.FAMILY, Fonts.regular(14).getFamily());
        int regular = inked(Fonts.regular(14));
        int bold = inked(Fonts.bold(14));
        assertTrue(regular > 50, regular + " pixels drawn");
        assertTrue(bold > regular, "bold drew " + bold + " pixels, regular " + regular);
    }

    @Test
    void theFontCanBeFoundByItsName() {
        Fonts.prepare();
        assertEquals(Fonts.FAMILY, new Font(Fonts.FAMILY, Font.PLAIN, 12).getFamily());
    }

    @Test
    void theFontHasTheSignsThatTitlesNeed() {
        assertEquals(-1, Fonts.regular(12).canDisplayUpTo("µ … × ≥ ≤ ≈ · • − – ’ ² ³ ⁶ ½ é ß Ω Я"));
    }

    @Tag("slow")
    @Test
    @EnabledOnOs(OS.LINUX)
    void textIsDrawnWhereFontconfigKnowsNoFont(@TempDir Path folder) throws Exception {
        Path configuration = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
        Path output = folder.resolve("output.txt");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.awt.headless=true",
                // Java keeps what fontconfig said in the home directory; an empty one makes it ask.
                "-Duser.home=" + folder,
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName());
        builder.environment().put("FONTCONFIG_FILE", configuration.toString());
        builder.environment().put("FONTCONFIG_PATH", folder.toString());
        Process child = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(child.waitFor(60, TimeUnit.SECONDS), "the child JVM did not end");
        } finally {
            child.destroyForcibly();
        }
        assertEquals("refused before, drawn after, drawn by logical name", read(output));
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static String read(Path output) throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8).strip();
    }

    /** Says whether Java refuses a font of the caller's own at first, and what is drawn after {@link Fonts#prepare}. */
    static final class Child {
        public static void main(String[] arguments) {
            String before;
            try {
                inked(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
                before = "drawn";
            } catch (Throwable expected) {
                before = "refused";
            }
            String after = inked(Fonts.regular(14)) > 50 ? "drawn" : "blank";
            String logical = inked(new Font(Font.SANS_SERIF, Font.PLAIN, 14)) > 50 ? "drawn" : "blank";
            System.out.println(before + " before, " + after + " after, " + logical + " by logical name");
        }
    }

    private static int inked(Font font) {
        BufferedImage image = new BufferedImage(200, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.setFont(font);
        graphics.drawString("heapwood.profile", 5, 25);
        graphics.dispose();
        int inked = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) != 0) {
                    inked++;
                }
            }
        }
        return inked;
    }
}
