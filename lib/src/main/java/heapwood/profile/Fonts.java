package heapwood.profile;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kit's own font, Open Sans, loaded from the jar, so that pictures look alike everywhere and are drawn even on a machine
 * without fonts.
 *
 * <p>A JDK on Linux refuses even a font of its caller's own while fontconfig is missing or knows no font ("Fontconfig head is
 * null"). It does not use fontconfig if the system property {@code sun.awt.fontconfig} names a file that lists the fonts. So, after
 * a refusal, such a file is written, with Open Sans for all of Java's logical fonts.
 *
 * <p>Code that draws text with other fonts calls {@link #prepare} first, so that these exist too. All methods may be
 * called by several threads.
 */
public final class Fonts {
    /** The font's family name, by which {@code new Font(FAMILY, …)} and an SVG find it after {@link #prepare}. */
    public static final String FAMILY = "Open Sans";

    private static final String REGULAR = "OpenSans-Regular.ttf";
    private static final String BOLD = "OpenSans-Bold.ttf";
    private static final String CONFIGURATION = "sun.awt.fontconfig";

    /** The folder that holds both faces until this JVM ends; null before they are written. */
    private static Path files;

    private static Font regular;
    private static Font bold;

    private Fonts() {}

    /**
     * Returns the regular face.
     *
     * @param size the size in points; a point is a pixel in an image
     * @throws IllegalStateException if this JVM cannot draw text; see {@link #prepare}
     */
    public static Font regular(float size) {
        prepare();
        return regular.deriveFont(size);
    }

    /**
     * Returns the bold face.
     *
     * @param size the size in points; a point is a pixel in an image
     * @throws IllegalStateException if this JVM cannot draw text; see {@link #prepare}
     */
    public static Font bold(float size) {
        prepare();
        return bold.deriveFont(size);
    }

    /**
     * Loads and registers the font. Only the first call does work; later calls return at once.
     *
     * @throws IllegalStateException if this JVM cannot draw text; the message says what to install
     */
    public static synchronized void prepare() {
        if (bold != null) {
            return;
        }
        try {
            load();
        } catch (IOException | FontFormatException | RuntimeException | LinkageError | InternalError refused) {
            loadWithoutFontconfig();
        }
    }

    private static void load() throws IOException, FontFormatException {
        if (files == null) {
            Temporary folder = Temporary.folder();
            extract(REGULAR, folder.path());
            extract(BOLD, folder.path());
            files = folder.path();
        }
        Font loadedRegular = create(REGULAR);
        Font loadedBold = create(BOLD);
        GraphicsEnvironment machine = GraphicsEnvironment.getLocalGraphicsEnvironment();
        machine.registerFont(loadedRegular);
        machine.registerFont(loadedBold);
        regular = loadedRegular;
        bold = loadedBold;
    }

    /**
     * Returns a font from a file. A stream is not used, since the JDK copies it to a file of its own, and never removes that if it
     * then refuses the font.
     */
    private static Font create(String file) throws IOException, FontFormatException {
        return Font.createFont(Font.TRUETYPE_FONT, files.resolve(file).toFile());
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = Fonts.class.getResourceAsStream("fonts/" + file);
        if (in == null) {
            throw new IOException("the jar lacks heapwood/profile/fonts/" + file);
        }
        return in;
    }

    private static void loadWithoutFontconfig() {
        String before = System.getProperty(CONFIGURATION);
        try {
            System.setProperty(CONFIGURATION, writeConfiguration().toString());
            load();
        } catch (IOException | FontFormatException | RuntimeException | LinkageError | InternalError e) {
            if (before == null) {
                System.clearProperty(CONFIGURATION);
            } else {
                System.setProperty(CONFIGURATION, before);
            }
            throw new IllegalStateException(
                    "this JVM (" + System.getProperty("java.home") + ") cannot draw text: " + rootCause(e)
                            + "; install FreeType, fontconfig and a font (Debian, Ubuntu: apt-get install libfreetype6 fontconfig"
                            + " fonts-dejavu-core) or use a JDK that brings FreeType",
                    e);
        }
    }

    /** Writes the font configuration file for Java, in which the two faces stand for all fonts, and returns its path. */
    private static Path writeConfiguration() throws IOException {
        if (files == null) {
            throw new IOException("the fonts cannot be written to the folder for temporary files");
        }
        StringBuilder lines = new StringBuilder("version=1\nsequence.allfonts=latin-1\n");
        for (String logical : new String[] {"serif", "sansserif", "monospaced", "dialog", "dialoginput"}) {
            for (String style : new String[] {"plain", "bold", "italic", "bolditalic"}) {
                String face = style.startsWith("bold") ? "Open Sans Bold" : "Open Sans";
                lines.append(logical + "." + style + ".latin-1=" + face + "\n");
            }
        }
        lines.append("filename.Open_Sans=" + files.resolve(REGULAR) + "\nfilename.Open_Sans_Bold=" + files.resolve(BOLD)
                + "\n");
        return Files.writeString(files.resolve("fontconfig.properties"), lines);
    }

    private static void extract(String face, Path folder) throws IOException {
        try (InputStream in = open(face)) {
            Files.copy(in, folder.resolve(face));
        }
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().replaceAll("[.\\s]+$", "");
    }
}
