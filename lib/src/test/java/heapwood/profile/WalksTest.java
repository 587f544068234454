package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.tree.CompactTree;
import heapwood.tree.StackTree;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WalksTest {
    private static final int FRAMES = 200_000;
    private static final StackTree DEEP = deep();

    private static StackTree deep() {
        CompactTree tree = new CompactTree();
        byte[] key = new byte[2 * FRAMES - 1];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i % 2 == 0 ? 'f' : ';');
        }
        tree.insert(key, 1);
        return tree;
    }

    /** Whatever walks all of a tree. */
    private enum Work {
        TOP_FRAMES {
            @Override
            void run() {
                TopFrames.of(DEEP);
            }
        },
        DIFF {
            @Override
            void run() {
                TreeDiff.of(DEEP, new CompactTree());
            }
        },
        PICTURE {
            @Override
            void run() {
                FlameGraph.of(DEEP).svg();
            }
        },
        PAGE {
            @Override
            void run() {
                FlameGraph.of(DEEP).html();
            }
        },
        HEAVIEST {
            @Override
            void run() {
                Pruning.heaviest(DEEP, 5);
            }
        },
        AT_LEAST {
            @Override
            void run() {
                Pruning.atLeast(DEEP, 5);
            }
        },
        FOCUS {
            @Override
            void run() {
                Stacks.focus(DEEP, Pattern.compile("x"));
            }
        },
        SEARCH {
            @Override
            void run() {
                Stacks.anyMatches(DEEP, Pattern.compile("x"));
            }
        },
        COLLAPSED {
            @Override
            void run() throws Exception {
                write(Format.COLLAPSED);
            }
        },
        PPROF {
            @Override
            void run() throws Exception {
                write(Format.PPROF);
            }
        };

        abstract void run() throws Exception;

        static void write(Format format) throws Exception {
            new ProfileWriter().write(DEEP, OutputStream.nullOutputStream(), format);
        }
    }

    @AfterEach
    void clearsTheFlag() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsItAndSaysHowFarItCame(Work work) {
        Thread.currentThread().interrupt();
        Exception error = assertThrows(Exception.class, work::run);
        InterruptedIOException interrupted = (InterruptedIOException)
                (error instanceof UncheckedIOException unchecked ? unchecked.getCause() : error);
        assertTrue(
                interrupted.getMessage().matches("[a-z ]+ was interrupted after 65,536 of 200,001 nodes"),
                interrupted.getMessage());
        assertTrue(Thread.currentThread().isInterrupted());
    }

    @Test
    void withoutOneEveryNodeComes() {
        long[] nodes = {0};
        Walks.walk(DEEP, "counting", (depth, names, offset, length, self, total) -> nodes[0]++);
        assertEquals(FRAMES + 1, nodes[0]);
    }
}
