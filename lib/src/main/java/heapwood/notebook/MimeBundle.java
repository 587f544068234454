package heapwood.notebook;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value in several forms, of which a viewer shows the best that it supports: the message that a kernel sends to Jupyter.
 *
 * @param data MIME type -> the content: text as it is, anything else in Base64
 * @param metadata MIME type -> Jupyter's metadata for that form, such as the size of a picture
 */
public record MimeBundle(Map<String, String> data, Map<String, Map<String, Object>> metadata) {
    static final String TEXT = "text/plain";
    static final String HTML = "text/html";
    static final String PNG = "image/png";

    /** Returns a bundle of HTML, and of plain text for viewers that show no HTML. */
    static MimeBundle html(String html, String text) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put(HTML, html);
        data.put(TEXT, text);
        return new MimeBundle(data, Map.of());
    }

    /**
     * Returns a bundle of a picture.
     *
     * @param png the bytes of the PNG file
     * @param width the width as shown, in CSS pixels: half of the file's, for screens with two pixels for each
     * @param height the height as shown, in CSS pixels
     * @param alternative the description for readers who cannot see the picture
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
