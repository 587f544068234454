package heapwood.profile;

import java.lang.reflect.Field;

/**
 * JDK 24 and later print four red lines when a library first uses {@code sun.misc.Unsafe}'s memory, as those for zstd, for
 * Protocol Buffers and for counting objects do. The lines go past {@link System#err}, and the flag that stops them is unknown to JDK 17.
 */
public final class UnsafeWarning {
    private UnsafeWarning() {}

    /** Says that the lines have been printed. Where that is not possible they are: a blemish, and nothing else. */
    public static void silence() {
        try {
            Field warned = Class.forName("sun.misc.Unsafe").getDeclaredField("memoryAccessWarned");
            warned.setAccessible(true);
            warned.setBoolean(null, true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // An older JDK has no such field, and does not warn.
        }
    }
}
