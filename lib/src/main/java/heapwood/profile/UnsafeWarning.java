package heapwood.profile;

import java.lang.reflect.Field;

/**
 * A switch for a warning of JDK 24 and later. These print four red lines when a library first uses {@code sun.misc.Unsafe}'s
 * memory, as the libraries for zstd, for Protocol Buffers and for counting objects do. The lines are not written to {@link
 * System#err}, and the option that suppresses them is unknown to JDK 17.
 */
public final class UnsafeWarning {
    private static boolean isSilent;

    private UnsafeWarning() {}

    /**
     * Suppresses the warning by marking it as already printed. If that is not possible, the warning is printed, which does no other
     * harm.
     */
    public static synchronized void silence() {
        if (isSilent) {
            return;
        }
        isSilent = true;
        try {
            Field warned = Class.forName("sun.misc.Unsafe").getDeclaredField("memoryAccessWarned");
            warned.setAccessible(true);
            warned.setBoolean(null, true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // An older JDK has no such field, and does not warn.
        }
    }
}
