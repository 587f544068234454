package heapwood.profile;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Trees from and to collapsed stacks, which are easy to read in a test. */
final class Collapsed {
    private Collapsed() {}

    static CompactTree tree(String text) {
        CompactTree tree = new CompactTree();
        try {
            new ProfileReader().read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "text", tree);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return tree;
    }

    static String text(StackTree tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            CollapsedWriter.write(tree, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
