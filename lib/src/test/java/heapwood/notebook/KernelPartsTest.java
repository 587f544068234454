package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

/** Kernels of which some version keeps its parts where the kit looks for them, and another does not. */
final class KernelPartsTest {
    private static final class Connection {}

    private static class Channel {
        private final Connection connection = new Connection();
    }

    private static final class ChannelBelow extends Channel {}

    private static final class ChannelElsewhere {
        @SuppressWarnings("unused")
        private final Connection link = new Connection();
    }

    private static final class Stream {
        @SuppressWarnings("unused")
        private final String env = null;
    }

    private static final class StreamElsewhere {}

    /** As public as a kernel is. */
    public static final class Kernel {
        private final JShell shell;

        Kernel(JShell shell) {
            this.shell = shell;
        }

        public JShell getJShell() {
            return shell;
        }
    }

    @Test
    void nothing_is_said_where_all_is_there() {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            assertEquals(Optional.empty(), KernelParts.complaint(new Kernel(shell), Stream.class, ChannelBelow.class));
        }
        ChannelBelow channel = new ChannelBelow();
        assertTrue(KernelParts.connection(channel, Connection.class).isPresent());
        assertEquals(Optional.empty(), KernelParts.connection(channel, String.class), "of another type");
        assertEquals(Optional.empty(), KernelParts.outputs(new Stream(), String.class), "no cell runs");
    }

    @Test
    void one_line_names_what_is_not_there() {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            assertStarts("its connection in", new Kernel(shell), Stream.class, ChannelElsewhere.class);
            assertStarts("the cell that runs in", new Kernel(shell), StreamElsewhere.class, Channel.class);
            assertStarts("its shell in", new Object(), Stream.class, Channel.class);
            assertStarts(
                    "its shell and the cell that runs and its connection in",
                    new Object(),
                    StreamElsewhere.class,
                    ChannelElsewhere.class);
        }
        assertEquals(Optional.empty(), KernelParts.connection(new ChannelElsewhere(), Connection.class));
    }

    private static void assertStarts(String missing, Object kernel, Class<?> stream, Class<?> channel) {
        String line = KernelParts.complaint(kernel, stream, channel).orElse("");
        assertTrue(line.startsWith("Heapwood does not find " + missing + " this version of the kernel: "), line);
        assertEquals(1, line.lines().count());
    }
}
