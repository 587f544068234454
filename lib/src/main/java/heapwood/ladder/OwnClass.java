package heapwood.ladder;

import heapwood.tree.StackTree;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;

/** The checks of a reader's class, none of which runs any of its code. */
final class OwnClass {
    private OwnClass() {}

    /**
     * Returns the constructor of a class that is a tree or a forest.
     *
     * @throws IllegalArgumentException if the class is neither, or cannot be instantiated
     */
    static Constructor<?> check(Class<?> own) {
        String name = own.getSimpleName();
        if (!StackTree.class.isAssignableFrom(own) && !OwnForest.class.isAssignableFrom(own)) {
            throw new IllegalArgumentException(name + " is no tree: let it implement OwnTree, with insert and walk");
        }
        if (own.isInterface() || Modifier.isAbstract(own.getModifiers())) {
            throw new IllegalArgumentException(name + " is abstract: a tree needs a class that can be made");
        }
        if (own.getEnclosingClass() != null && !Modifier.isStatic(own.getModifiers())) {
            throw new IllegalArgumentException(name + " belongs to an object of "
                    + own.getEnclosingClass().getSimpleName() + ": declare it static, or outside of it");
        }
        if (OwnTree.class.isAssignableFrom(own) && !has(own, "walk") && !has(own, "iterate")) {
            throw new IllegalArgumentException(name + " has neither walk nor iterate: write one of the two");
        }
        try {
            Constructor<?> constructor = own.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    name + " has no constructor without parameters: give it one, since the kit makes the trees", e);
        }
    }

    private static boolean has(Class<?> own, String method) {
        return Stream.of(own.getMethods())
                .anyMatch(each -> each.getName().equals(method)
                        && each.getDeclaringClass() != OwnTree.class
                        && each.getDeclaringClass() != StackTree.class);
    }
}
