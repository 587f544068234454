package heapwood.profile;

import java.awt.Color;
import java.awt.Font;

/** What a picture is drawn on: its kinds differ in format only. Lengths are in pixels from the upper left corner. */
interface Canvas {
    /** @param hover what a viewer may show for it; null for nothing */
    void rectangle(double x, double y, double width, double height, Color color, String hover);

    /**
     * @param y the base line
     * @param width how wide the text is
     */
    void text(double x, double y, String text, double width, Font font, Color color);
}
