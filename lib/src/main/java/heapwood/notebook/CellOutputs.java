package heapwood.notebook;

import java.lang.reflect.Field;
import java.util.Optional;

/**
 * Where a running cell's outputs go. A kernel forgets it as soon as the cell ends; but a cell that is interrupted ends before its bars
 * do, and the last that these have to say would be lost.
 */
final class CellOutputs {
    private CellOutputs() {}

    /**
     * The way out that a kernel's display stream has at this moment.
     *
     * @param stream a kernel's, IJava's or JJava's
     * @param type of the way out
     * @return empty if no cell runs, or if this version of the kernel keeps it elsewhere
     */
    static <T> Optional<T> of(Object stream, Class<T> type) {
        try {
            Field field = stream.getClass().getDeclaredField("env"); // neither kernel has a getter
            field.setAccessible(true);
            return Optional.ofNullable(type.cast(field.get(stream)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty(); // then bars change while their cell runs, as everything else does
        }
    }
}
