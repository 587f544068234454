package heapwood.notebook;

import java.lang.reflect.Field;
import java.util.Optional;
import jdk.jshell.JShell;

/**
 * Reaches parts of a kernel for which neither IJava nor JJava has a getter. A version that keeps them elsewhere works as ever, only without
 * what the kit adds with them.
 */
final class KernelParts {
    private KernelParts() {}

    /**
     * Returns the way out that a kernel's display stream has at this moment. A kernel forgets it as soon as the cell ends; but a cell that
     * is interrupted ends before its bars do, and the last that these have to say would be lost.
     *
     * @param stream a kernel's, IJava's or JJava's
     * @param type of the way out
     * @return empty if no cell runs, or if this version of the kernel keeps it elsewhere
     */
    static <T> Optional<T> outputs(Object stream, Class<T> type) {
        return field(stream, "env", type);
    }

    /**
     * Returns the connection that a request came in by.
     *
     * @param shell the request's channel
     * @param type of a connection
     * @return empty if this version of the kernel keeps it elsewhere
     */
    static <T> Optional<T> connection(Object shell, Class<T> type) {
        return field(shell, "connection", type);
    }

    /** Returns the shell that evaluates a kernel's cells; empty if this version of the kernel keeps it elsewhere. */
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
