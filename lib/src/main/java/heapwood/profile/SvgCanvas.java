package heapwood.profile;

import java.awt.Color;
import java.awt.Font;
import java.util.Locale;

/**
 * A canvas that writes SVG. Every text states its width, so that it fits even if a viewer lacks the font. Titles are shown on
 * hovering, without a script.
 */
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder(1 << 16);

    SvgCanvas(int width, int height, String title) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" font-family=\"'" + Fonts.FAMILY
                + "', 'Segoe UI', Arial, sans-serif\">\n");
        svg.append("<title>").append(escape(title)).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Color color, String hover) {
        svg.append("<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\""
                + number(height) + "\" fill=\"" + hex(color) + "\"");
        if (hover == null) {
            svg.append("/>\n");
        } else {
            svg.append("><title>").append(escape(hover)).append("</title></rect>\n");
        }
    }

    @Override
    public void text(double x, double y, String text, double width, Font font, Color color) {
        svg.append("<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" font-size=\"" + font.getSize() + "\""
                + (font.getName().contains("Bold") ? " font-weight=\"bold\"" : "") + " fill=\"" + hex(color)
                + "\" textLength=\"" + number(width) + "\" lengthAdjust=\"spacingAndGlyphs\" pointer-events=\"none\">");
        svg.append(escape(text)).append("</text>\n");
    }

    String finish() {
        return svg.append("</svg>\n").toString();
    }

    private static String hex(Color color) {
        return String.format("#%06x", color.getRGB() & 0xFFFFFF);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /**
     * Returns a text escaped for XML. Characters that XML cannot contain, most control characters and unpaired surrogates, are
     * replaced.
     */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        return c >= 0x20 && (c < 0x7F || c > 0x9F) && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
    }
}
