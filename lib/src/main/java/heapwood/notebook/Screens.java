package heapwood.notebook;

import java.util.Optional;

/** The holder of this JVM's only {@link Screen}: a kernel serves one notebook. */
final class Screens {
    private static volatile Screen screen;

    private Screens() {}

    static void use(Screen kernelScreen) {
        screen = kernelScreen;
    }

    static Optional<Screen> current() {
        return Optional.ofNullable(screen);
    }
}
