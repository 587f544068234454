package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import heapwood.profile.ProfileReader;
import heapwood.profile.ProfileSummary;
import heapwood.profile.TopFrames;
import heapwood.profile.TreeDiff;
import heapwood.tree.ReferenceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ProfileTablesTest {
    private final ReferenceTree tree = new ReferenceTree();
    private ProfileSummary read;

    @BeforeEach
    void threeStacks() throws IOException {
        byte[] text = "main;f;f 3\nmain 1\nmain;g 4\n".getBytes(StandardCharsets.US_ASCII);
        read = new ProfileReader().read(new ByteArrayInputStream(text), "test", tree);
    }

    @Test
    void contentsAreCounted() {
        Table contents = ProfileTables.contents(read, tree, TopFrames.of(tree));
        assertEquals(
                List.of(3L, 27L, 8L, 3L, 3L, 5L), contents.longColumn("number").asList());
    }

    @Test
    void sharesAreOfTheTreesTotal() {
        Table top = ProfileTables.top(TopFrames.of(tree).byTotal(2), tree.total());
        assertEquals(List.of("main", "g"), top.stringColumn("frame").asList());
        assertEquals(List.of(12.5, 50.0), top.doubleColumn("self (%)").asList());
        assertEquals(List.of(100.0, 50.0), top.doubleColumn("total (%)").asList());
    }

    @Test
    void noFramesMakeAnEmptyTable() {
        assertEquals(0, ProfileTables.top(List.of(), 0).rowCount());
    }

    @Test
    void changesHaveBothSidesAndTheDifference() {
        ReferenceTree after = new ReferenceTree();
        after.insert("main;g".getBytes(StandardCharsets.US_ASCII), 9);
        Table changes =
                ProfileTables.changes(TreeDiff.byTotal(TopFrames.of(tree), TopFrames.of(after), 2), "B", "old", "new");
        assertEquals(List.of("g", "f"), changes.stringColumn("frame").asList());
        assertEquals(List.of(4L, 3L), changes.longColumn("old (B)").asList());
        assertEquals(List.of(9L, 0L), changes.longColumn("new (B)").asList());
        assertEquals(List.of(5L, -3L), changes.longColumn("change (B)").asList());
    }
}
