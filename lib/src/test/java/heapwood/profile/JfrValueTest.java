package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JfrValueTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void record() throws IOException {
        file = folder.resolve("mill.jfr");
        MillRecording.write(file, 7, -1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 100);
    }

    /** Of the events with 7, -1, 0, the smallest, the largest number and 100; the narrower fields have their lowest bits. */
    @ParameterizedTest
    @CsvSource({
        "samples, 6, 6",
        "grains, 4, 9223372036854775914",
        "pause, 3, 107000000",
        "mass, 4, 107",
        "stones, 6, 131177",
        "sacks, 4, 107"
    })
    void negativeAndUnknownAmountsAreLeftOutAndCounted(String field, int events, String total) throws IOException {
        CompactTree tree = new CompactTree();
        ProfileSummary summary =
                new ProfileReader().event("mill.Grind").value(field).read(file, tree);
        assertEquals(events, summary.stacks());
        assertEquals(total, Long.toUnsignedString(tree.total()));
        long leftOut = summary.notes().stream()
                .filter(note -> note.what().equals("events left out"))
                .mapToLong(ProfileSummary.Note::count)
                .sum();
        assertEquals(6 - events, leftOut);
        if (leftOut > 0) {
            assertTrue(
                    summary.notes()
                            .get(0)
                            .text()
                            .matches("first: the event at byte \\d+ has " + field + " that are negative or not known"),
                    summary.notes().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "millId",
                "wet",
                "grade",
                "speed",
                "miller",
                "until",
                "place",
                "share",
                "turns",
                "startTime",
                "stackTrace",
                "eventThread"
            })
    void whatIsNoAmountIsRefusedAndNotOffered(String field) {
        CompactTree tree = new CompactTree();
        ProfileException error = assertThrows(
                ProfileException.class,
                () -> new ProfileReader().event("mill.Grind").value(field).read(file, tree));
        assertEquals(
                file + ": its mill.Grind events have \"" + field
                        + "\", which is no amount and cannot be added up: choose samples,"
                        + " or one of their fields: duration, grains, pause, mass, stones, sacks",
                error.getMessage());
        assertEquals(1, tree.nodeCount());
    }

    @Test
    void aRecordingWithoutTheUsualEventsSaysWhichItHas() {
        UnusualEventsException error =
                assertThrows(UnusualEventsException.class, () -> new ProfileReader().read(file, new CompactTree()));
        assertTrue(
                error.getMessage()
                        .endsWith(
                                ": has none of cpu, wall, alloc, lock; choose one of its types of events with --event"),
                error.getMessage());
        assertTrue(
                error.events().stream().anyMatch(type -> type.name().equals("mill.Grind") && type.count() == 6),
                error.events().toString());
        ProfileException left = assertThrows(ProfileException.class, () -> {
            Path negative = folder.resolve("negative.jfr");
            MillRecording.write(negative, -5, Long.MIN_VALUE);
            new ProfileReader().event("mill.Grind").value("grains").read(negative, new CompactTree());
        });
        assertTrue(
                left.getMessage()
                        .contains(
                                ": of its 2 events for mill.Grind none is left; 2 odd ones left out: the event at byte "),
                left.getMessage());
    }
}
