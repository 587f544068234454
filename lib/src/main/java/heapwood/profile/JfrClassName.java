package heapwood.profile;

/** A converter of class names from the JVM's form to that of Java source. */
final class JfrClassName {
    private static final String PRIMITIVES = "BCDFIJSZ";
    private static final String[] PRIMITIVE_NAMES = {
        "byte", "char", "double", "float", "int", "long", "short", "boolean"
    };

    private JfrClassName() {}

    /**
     * Returns a class's name as Java source has it: {@code byte[]} for {@code [B}, {@code java.lang.String[][]} for {@code
     * [[Ljava.lang.String;}.
     */
    static String of(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        return dimensions == 0 ? name : element(name.substring(dimensions)) + "[]".repeat(dimensions);
    }

    private static String element(String descriptor) {
        if (descriptor.startsWith("L") && descriptor.endsWith(";")) {
            return descriptor.substring(1, descriptor.length() - 1);
        }
        int primitive = descriptor.length() == 1 ? PRIMITIVES.indexOf(descriptor) : -1;
        return primitive < 0 ? descriptor : PRIMITIVE_NAMES[primitive];
    }
}
