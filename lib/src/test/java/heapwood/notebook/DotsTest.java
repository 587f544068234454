package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class DotsTest {
    @Test
    void everySeriesIsDrawnInItsColor() throws IOException {
        Picture picture = Dots.titled("The finding", "times as fast", "×")
                .add("headline", "reference", Look.contestant("reference"), 1, 1.1)
                .add("headline", "compact", Look.contestant("compact"), 9, 10, 11)
                .add("small", "reference", Look.contestant("reference"), 1)
                .picture("dots", "How it was measured");
        var image = ImageIO.read(new ByteArrayInputStream(picture.png(true)));
        Set<Integer> colors = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colors.add(image.getRGB(x, y));
            }
        }
        assertTrue(colors.contains(Look.ORANGE.getRGB()));
        assertTrue(colors.contains(Look.BLUE.getRGB()));
        assertEquals("The finding. Rows of dots: times as fast, for headline; small", picture.alternative());
    }

    @Test
    void whatHasNoPlaceOnALogarithmicAxisIsRefused() {
        Dots dots = Dots.titled("", "", "s");
        Look look = Look.contestant("hash-maps");
        assertThrows(IllegalArgumentException.class, () -> dots.add("a", "b", look, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> dots.add("a", "b", look, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> dots.add("a", "b", look));
        assertThrows(IllegalArgumentException.class, () -> Look.contestant("nobody"));
    }
}
