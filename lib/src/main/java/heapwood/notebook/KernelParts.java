package heapwood.notebook;

import java.lang.reflect.Field;
import java.util.Optional;
import jdk.jshell.JShell;

/**
 * Access by reflection to parts of a kernel for which neither IJava nor JJava has a getter. With a kernel version that keeps them
 * elsewhere all methods return empty, and only the features that need these parts are missing.
 */
final class KernelParts {
    private KernelParts() {}

    /**
     * Returns the current output of a kernel's display stream. The kernel drops it when the cell ends, but an interrupted cell ends
     * before its progress bars do; without the output, their last state would be lost.
     *
     * @param stream the display stream of IJava or JJava
     * @param type the class of the output
     * @return the output, or empty if no cell runs, or if this version of the kernel keeps it elsewhere
     */
    static <T> Optional<T> outputs(Object stream, Class<T> type) {
        return field(stream, "env", type);
    }

    /**
     * Returns the connection that a request came in by.
     *
     * @param shell the channel of the request
     * @param type the class of the connection
     * @return the connection, or empty if this version of the kernel keeps it elsewhere
     */
    static <T> Optional<T> connection(Object shell, Class<T> type) {
        return field(shell, "connection", type);
    }

    /** Returns the shell that evaluates a kernel's cells, or empty if this version of the kernel keeps it elsewhere. */
    static Optional<JShell> shell(Object kernel) {
        return call(kernel, "getJShell")
                .or(() -> field(kernel, "evaluator", Object.class).flatMap(evaluator -> call(evaluator, "getShell")));
    }

    private static Optional<JShell> call(Object owner, String getter) {
        try {
            return Optional.ofNullable(
                    (JShell) owner.getClass().getMethod(getter).invoke(owner));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> field(Object owner, String name, Class<T> type) {
        for (Class<?> kind = owner.getClass(); kind != null; kind = kind.getSuperclass()) {
            try {
                Field field = kind.getDeclaredField(name);
                field.setAccessible(true);
                return Optional.ofNullable(type.cast(field.get(owner)));
            } catch (NoSuchFieldException e) {
                continue; // it may be in the class above
            } catch (ReflectiveOperationException | RuntimeException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
