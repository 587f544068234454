package heapwood.notebook;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing to show, in several forms of which a viewer takes the best that it can: what a kernel sends to Jupyter.
 *
 * @param data MIME type -> the content: text as it is, anything else in Base64
 * @param metadata MIME type -> what Jupyter wants to know about that form, such as a picture's size
 */
public record MimeBundle(Map<String, String> data, Map<String, Map<String, Object>> metadata) {
    static final String TEXT = "text/plain";
    static final String HTML = "text/html";
    static final String PNG = "image/png";

    /** HTML, and the same as text for viewers that show no HTML. */
    static MimeBundle html(String html, String text) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put(HTML, html);
        data.put(TEXT, text);
        return new MimeBundle(data, Map.of());
    }

    /**
     * A picture.
     *
     * @param png the file's bytes
     * @param width how wide it is shown, in CSS pixels: half of what it has, for sharp screens
     * @param height how high it is shown
     * @param alternative what it shows, for those who cannot see it
     */
    static MimeBundle png(byte[] png, int width, int height, String alternative) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put(PNG, Base64.getEncoder().encodeToString(png));
        data.put(TEXT, alternative);
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("width", width);
        size.put("height", height);
        size.put("alt", alternative);
        return new MimeBundle(data, Map.of(PNG, size));
    }
}
