package heapwood.notebook;

import java.util.Optional;

/** Holds the one {@link Screen} of this JVM: a kernel serves one notebook. */
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
