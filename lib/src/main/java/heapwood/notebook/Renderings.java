package heapwood.notebook;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import tech.tablesaw.table.Relation;

/**
 * The conversion of all values that the kit shows into MIME bundles, used by the adapters of both kernels.
 *
 * <p>Pictures are PNG, never HTML or SVG, since viewers strip scripts and SVG from notebooks that are not trusted. Tables are HTML.
 */
public final class Renderings {
    private Renderings() {}

    /**
     * The rendering of the values of one class.
     *
     * @param shown the class; its subclasses are rendered the same
     * @param rendering the function that makes the bundle
     * @param mimes the MIME types of the bundle
     */
    record Type<T>(Class<T> shown, Function<T, MimeBundle> rendering, List<String> mimes) {
        MimeBundle render(T value) {
            return rendering.apply(value);
        }

        String[] mimeTypes() {
            return mimes.toArray(String[]::new);
        }
    }

    /** Returns the renderings of all classes whose values appear as a cell's last value. */
    static List<Type<?>> types() {
        List<String> table = List.of(MimeBundle.HTML, MimeBundle.TEXT);
        List<String> picture = List.of(MimeBundle.PNG, MimeBundle.TEXT);
        return List.of(
                new Type<>(Scorecard.class, Renderings::of, table),
                new Type<>(Picture.class, Renderings::withCaptionBelow, picture),
                new Type<>(Plot.class, Renderings::of, picture),
                new Type<>(Chart.class, Renderings::of, picture),
                new Type<>(Sheet.class, Renderings::of, table),
                new Type<>(Relation.class, Renderings::of, table));
    }

    /**
     * Returns a bundle of a picture without its caption.
     *
     * @param picture the picture, which is drawn by this call
     */
    public static MimeBundle of(Picture picture) {
        return MimeBundle.png(picture.png(false), picture.shownWidth(), picture.shownHeight(), picture.alternative());
    }

    /**
     * Shows a picture, and returns a bundle of its caption. Jupyter shows only one form of a value, so a picture with a text below
     * it needs two displays. Without a caption or a screen the bundle is the picture itself.
     */
    private static MimeBundle withCaptionBelow(Picture picture) {
        MimeBundle image = of(picture);
        if (picture.caption().isEmpty() || Screens.current().isEmpty()) {
            return image;
        }
        Screens.current().get().show(image);
        return MimeBundle.html(paragraph(picture.caption()), picture.caption());
    }

    /** Shows a card's picture, and returns a bundle of its words and table. */
    static MimeBundle of(Scorecard scorecard) {
        Screens.current().ifPresent(screen -> screen.show(of(scorecard.picture())));
        return MimeBundle.html(ScorePage.body(scorecard.card()), scorecard.text());
    }

    static MimeBundle of(Plot plot) {
        return of(plot.picture("plot", ""));
    }

    static MimeBundle of(Chart<?, ?> chart) {
        return of(Picture.of("chart", "", chart));
    }

    static MimeBundle of(Sheet sheet) {
        MimeBundle table = of(sheet.table());
        if (sheet.caption().isEmpty()) {
            return table;
        }
        return MimeBundle.html(
                table.data().get(MimeBundle.HTML) + paragraph(sheet.caption()),
                table.data().get(MimeBundle.TEXT) + "\n" + sheet.caption());
    }

    static MimeBundle of(Relation table) {
        TableText text = new TableText(table);
        return MimeBundle.html(text.html(), text.text());
    }

    static MimeBundle of(Progress.State state) {
        String text = state.toString();
        String bar = String.format(
                Locale.ROOT,
                "<progress value=\"%.4f\" max=\"1\" style=\"width:16em;vertical-align:middle;accent-color:#0072B2\">"
                        + "</progress> %s",
                state.fraction(),
                escape(text));
        return MimeBundle.html("<div>" + bar + "</div>", text);
    }

    /** Returns a caption as HTML; a viewer that strips styles shows its text alone. */
    private static String paragraph(String caption) {
        return "<p style=\"color:#595959;max-width:50em\">" + escape(caption) + "</p>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * Loads tablesaw. On the first use of its tables it searches the class path; if an interrupt ends the search, tablesaw's
     * classes cannot be used in this JVM any more. So this method searches early, in a thread that the interrupt of a cell does not
     * reach.
     */
    static void prepareTables() {
        Thread thread = new Thread(Table::create, "heapwood-tables");
        thread.setDaemon(true);
        thread.start();
    }
}
