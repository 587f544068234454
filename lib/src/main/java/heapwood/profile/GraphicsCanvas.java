package heapwood.profile;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;

/** A canvas that draws on another picture. Text is drawn as shapes, so that an SVG looks the same without the font. */
final class GraphicsCanvas implements Canvas {
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private final Graphics2D graphics;

    GraphicsCanvas(Graphics2D graphics) {
        this.graphics = graphics;
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Color color, String hover) {
        graphics.setColor(color);
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void text(double x, double y, String text, double width, Font font, Color color) {
        graphics.setColor(color);
        graphics.fill(font.createGlyphVector(EXACT, text).getOutline((float) x, (float) y));
    }
}
