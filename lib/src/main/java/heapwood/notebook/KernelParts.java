package heapwood.notebook;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;

/**
 * Access by reflection to parts of a kernel for which neither IJava nor JJava has a getter. With a kernel version that keeps them
 * elsewhere the getters return empty, only the features that need these parts are missing, and {@link #complaint} says so.
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

    /**
     * Returns one line that says which of these parts are not where the kit looks for them, and what does not work because of that; empty if
     * all are there.
     *
     * @param kernel the running kernel
     * @param stream the type of the kernel's display stream
     * @param channel the type of its channels of requests
     * @return the line, without a line end
     */
    static Optional<String> complaint(Object kernel, Class<?> stream, Class<?> channel) {
        List<String> missing = new ArrayList<>();
        if (shell(kernel).isEmpty()) {
            missing.add("its shell");
        }
        if (find(stream, "env").isEmpty()) {
            missing.add("the cell that runs");
        }
        if (find(channel, "connection").isEmpty()) {
            missing.add("its connection");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Heapwood does not find " + String.join(" and ", missing) + " in this version of the kernel:"
                                + " cells that follow a failed one are run, and may show what an earlier run left;"
                                + " after an error, correct it and run all cells again");
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
        return find(owner.getClass(), name).map(field -> {
            try {
                return type.cast(field.get(owner));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return null;
            }
        });
    }

    private static Optional<Field> find(Class<?> owner, String name) {
        for (Class<?> kind = owner; kind != null; kind = kind.getSuperclass()) {
            try {
                Field field = kind.getDeclaredField(name);
                field.setAccessible(true);
                return Optional.of(field);
            } catch (NoSuchFieldException e) {
                continue; // it may be in the class above
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
