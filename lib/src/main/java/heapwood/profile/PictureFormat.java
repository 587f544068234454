package heapwood.profile;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** The formats of pictures in files, which the end of a file's name chooses. */
enum PictureFormat {
    SVG,
    PNG,
    HTML;

    /** A picture that can be drawn in each format. */
    record Drawn(Supplier<String> svg, Supplier<BufferedImage> image, Supplier<byte[]> html) {}

    /**
     * Returns the format that a file's name chooses, whatever the file is compressed with.
     *
     * @param what the picture in messages, with its article
     * @throws IllegalArgumentException if the name chooses none
     */
    static PictureFormat of(Path file, String what) {
        return named(file)
                .orElseThrow(() -> new IllegalArgumentException(
                        file + ": " + what + " is written to a file whose name ends in .svg, .png or .html"));
    }

    /** Returns the format that a file's name chooses; empty for any other name. */
    static Optional<PictureFormat> named(Path file) {
        String name = Packing.unpackedName(file);
        return Arrays.stream(values())
                .filter(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /**
     * Writes a picture to a file in this format, compressed if the end of the file's name says so. If the file exists, it is
     * replaced once everything is written.
     *
     * @throws ProfileException if the file cannot be written
     */
    void write(Path file, Drawn picture) throws IOException {
        Outputs.write(
                file,
                out -> Packing.of(file).write(out, packed -> {
                    switch (this) {
                        case SVG -> packed.write(picture.svg().get().getBytes(StandardCharsets.UTF_8));
                        case HTML -> packed.write(picture.html().get());
                        case PNG -> ImageIO.write(picture.image().get(), "png", packed);
                    }
                }));
    }
}
