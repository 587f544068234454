package heapwood.notebook;

import heapwood.profile.Fonts;
import java.util.regex.Pattern;

/**
 * Finds figures that no measurement stands behind, in texts that cells compute: the one place that decides how they are shown. Arithmetic on
 * no data gives NaN or an infinity, and a list of no names ends a sentence too early.
 */
final class Unmeasured {
    static final String WORDS = "not measured";

    private static final int HEIGHT = 80;

    private static final String NO_NUMBER = "[+-]?(?:NaN|Infinity|∞)";

    /** One such figure or a range of them, with its unit. */
    private static final Pattern FIGURE = Pattern.compile("(?<![\\p{L}\\d_])" + NO_NUMBER + "(?:–" + NO_NUMBER
            + ")?(?![\\p{L}\\d_])(?: ?(?:%|×|[kMGTPmµnp]?[sB](?!\\p{L})))?");

    /** A sentence that lacks its end. */
    private static final Pattern CUT_OFF = Pattern.compile("\\s(?:at|by|for|from|in|of|than|to|under|with)\\s*$");

    private Unmeasured() {}

    /** Returns a text in which each figure that was not measured says so. */
    static String shown(String text) {
        String figures = FIGURE.matcher(text).replaceAll("(" + WORDS + ")");
        return CUT_OFF.matcher(figures).find() ? figures.stripTrailing() + " (" + WORDS + ")" : figures;
    }

    /**
     * Returns a picture for want of data.
     *
     * @param what would have been drawn
     */
    static Picture picture(String name, String what, String caption) {
        Drawing words = (graphics, width, height) -> HouseStyle.text(
                graphics,
                Fonts.regular(HouseStyle.TEXT_SIZE),
                HouseStyle.QUIET_TEXT,
                "Nothing was measured.",
                HouseStyle.MARGIN,
                height / 2);
        return Picture.of(name, "Not measured: " + what, caption, words, HouseStyle.WIDTH, HEIGHT);
    }

    /** Returns whether a text has no figure at all, or one that was not measured. */
    static boolean isIn(String text) {
        return text.isBlank() || text.strip().startsWith("not ") || !shown(text).equals(text);
    }
}
