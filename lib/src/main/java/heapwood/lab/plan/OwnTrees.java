package heapwood.lab.plan;

import heapwood.ladder.OwnLayout;

/**
 * A reader's own class of trees, which children load from a class path of its own.
 *
 * @param name the name in rows
 * @param className the binary name of the class, a tree or a forest
 * @param classPath the class path that it needs besides the kit's own; it does not identify the class
 * @param digest a text that changes with the code of the class
 */
public record OwnTrees(String name, String className, String classPath, String digest) {
    /** Returns the layout of the class, in the child. */
    public OwnLayout layout() {
        return OwnLayout.named(className);
    }

    /** Returns all properties that identify the class. */
    String key() {
        return "own " + name + " " + digest;
    }
}
