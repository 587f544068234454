package heapwood.score;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes of classes from their loaders. IJava leaves its cells' classes to the JDK's loader for JShell, which hands bytes out as
 * resources; JJava's loader has a map of them and no way to it but reflection.
 */
final class ClassBytes {
    private ClassBytes() {}

    /** Returns the bytes of a class, or nothing if its loader has none. */
    static Optional<byte[]> of(ClassLoader loader, String name) {
        String path = name.replace('.', '/') + ".class";
        try (InputStream in =
                loader == null ? ClassLoader.getSystemResourceAsStream(path) : loader.getResourceAsStream(path)) {
            if (in != null) {
                return Optional.of(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": the class's bytes cannot be read", e);
        }
        return loader == null ? Optional.empty() : inFieldsOf(loader, name, path);
    }

    private static Optional<byte[]> inFieldsOf(Object owner, String name, String path) {
        for (Class<?> kind = owner.getClass(); kind != null && kind != ClassLoader.class; kind = kind.getSuperclass()) {
            for (Field field : kind.getDeclaredFields()) {
                Object value = valueOf(field, owner);
                if (value instanceof Map<?, ?> map) {
                    for (String key : new String[] {name, path, name.replace('.', '/')}) {
                        if (map.get(key) instanceof byte[] bytes) {
                            return Optional.of(bytes.clone());
                        }
                    }
                } else if (value != null && field.isSynthetic()) { // the object around a loader
                    Optional<byte[]> bytes = inFieldsOf(value, name, path);
                    if (bytes.isPresent()) {
                        return bytes;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Object valueOf(Field field, Object owner) {
        try {
            return field.trySetAccessible() ? field.get(owner) : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
