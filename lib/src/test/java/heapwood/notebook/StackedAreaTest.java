package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class StackedAreaTest {
    private static final double[] HOURS = {0, 6, 12, 18, 24};

    /** With two equal parts the upper half of the area is the second one's color, and the lower half the first one's. */
    @Test
    void partsStandOnOneAnother() throws IOException {
        StackedArea areas = new StackedArea("Two halves", "samples", HOURS)
                .part("lower", new double[] {1, 1, 1, 1, 1})
                .part("upper", new double[] {1, 1, 1, 1, 1});
        Picture picture = areas.picture("test", "");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png(false)));
        int column = image.getWidth() / 2 + 7;
        long lower = 0;
        long upper = 0;
        int lastUpper = 0;
        int firstLower = Integer.MAX_VALUE;
        for (int y = 0; y < image.getHeight(); y++) {
            int color = image.getRGB(column, y) & 0xFFFFFF;
            if (color == (Look.BLUE.getRGB() & 0xFFFFFF)) {
                lower++;
                firstLower = Math.min(firstLower, y);
            } else if (color == (Look.SKY_BLUE.getRGB() & 0xFFFFFF)) {
                upper++;
                lastUpper = y;
            }
        }
        assertTrue(lower > 100 && Math.abs(lower - upper) <= 6, lower + " and " + upper);
        assertTrue(lastUpper < firstLower);
        assertTrue(picture.alternative().contains("Two halves")
                && picture.alternative().contains("lower; upper"));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        StackedArea areas = new StackedArea("A", "samples", HOURS);
        assertThrows(IllegalArgumentException.class, () -> areas.part("short", new double[] {1}));
        for (int i = 0; i < 7; i++) {
            areas.part("part " + i, new double[5]);
        }
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> areas.part("eighth", new double[5]));
        assertEquals("eighth: 5 values for 5 times, as part 8 of at most 7", refused.getMessage());
    }
}
