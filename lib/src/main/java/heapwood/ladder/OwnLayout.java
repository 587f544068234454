package heapwood.ladder;

import heapwood.tree.StackTree;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The layout of a reader's own class: a {@link StackTree} or an {@link OwnForest} with a constructor without parameters. */
public final class OwnLayout implements Layout {
    private final Constructor<?> constructor;

    /** The forest made last, and its trees, since a forest need not know its trees. */
    private OwnForest forest = new Alone();

    private List<StackTree> latest = List.of();

    private OwnLayout(Constructor<?> constructor) {
        this.constructor = constructor;
    }

    /**
     * Returns the layout of a class.
     *
     * @param own the class
     * @throws IllegalArgumentException if it is neither a tree nor a forest, or cannot be instantiated; the message names it and says
     *     what to do
     */
    public static OwnLayout of(Class<?> own) {
        return new OwnLayout(OwnClass.check(own));
    }

    /**
     * Returns the layout of the class with a name, from the class path of this JVM.
     *
     * @param name the class's binary name
     * @throws IllegalArgumentException if there is no such class, or it is neither a tree nor a forest
     */
    public static OwnLayout named(String name) {
        try {
            return of(Class.forName(name));
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(name + ": the class cannot be loaded: " + e, e);
        }
    }

    @Override
    public List<StackTree> newTrees(int number) {
        latest = List.of(); // or the trees before would stay live
        forest = newForest();
        latest = Stream.generate(forest::newTree).limit(number).toList();
        return latest;
    }

    @Override
    public List<Object> kept(List<StackTree> trees) {
        return forest instanceof Alone ? new ArrayList<>(trees) : List.of(forest);
    }

    @Override
    public void iterate(Object kept, StackTree.KeyVisitor visitor) {
        if (kept instanceof StackTree tree) {
            tree.iterate(visitor);
        } else {
            latest.forEach(tree -> tree.iterate(visitor));
        }
    }

    @Override
    public OwnForest newForest() {
        return OwnForest.class.isAssignableFrom(constructor.getDeclaringClass())
                ? (OwnForest) newInstance()
                : new Alone();
    }

    private Object newInstance() {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A forest whose trees share nothing. */
    private final class Alone implements OwnForest {
        @Override
        public StackTree newTree() {
            return (StackTree) newInstance();
        }
    }
}
