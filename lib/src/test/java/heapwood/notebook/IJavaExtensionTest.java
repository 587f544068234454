package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/** The adapter for IJava, on a small kernel made of the same parts, spoken to as Jupyter does. */
final class IJavaExtensionTest {
    /** A field, because loggers that nobody holds forget their level. */
    private static final Logger QUIET = Logger.getLogger("io.github.spencerpark.jupyter");

    /** A bar whose cell ends before it does, as when it is interrupted. */
    private static Progress left;

    private SmallKernel kernel;
    private JupyterConnection connection;
    private JupyterClient client;

    /** Its "cells" are names of Java values. */
    private static final class SmallKernel extends BaseKernel {
        private final CountDownLatch asleep = new CountDownLatch(1);
        private final CountDownLatch firstInterrupt = new CountDownLatch(1);
        private final CompletableFuture<Object> statement = new CompletableFuture<>();
        private final Map<String, Callable<Object>> cells = Map.of(
                "picture",
                () -> Picture.of("p", "A title", "A caption", (g, w, h) -> {}, 20, 10),
                "table",
                () -> Table.create(LongColumn.create("n", 1234L)),
                "plot",
                IJavaExtensionTest::plot,
                "chart",
                () -> plot().chart(),
                "progress",
                IJavaExtensionTest::loop,
                "bar left open",
                IJavaExtensionTest::leave,
                "start-up",
                this::install,
                "sleep",
                this::sleep,
                "wrong",
                IJavaExtensionTest::fail,
                "plain",
                () -> 7);

        /** As IJava's start-up script does: while the first cell runs. */
        private Object install() {
            IJavaExtension.install(this);
            return "installed";
        }

        /** Its first interrupt is lost, as one between two statements is. */
        private Object sleep() throws Exception {
            asleep.countDown();
            firstInterrupt.await();
            statement.get();
            return "has slept";
        }

        @Override
        public void interrupt() {
            if (firstInterrupt.getCount() == 0) {
                statement.cancel(true);
            }
            firstInterrupt.countDown();
        }

        @Override
        public DisplayData eval(String cell) throws Exception {
            return getRenderer().render(cells.getOrDefault(cell, () -> "").call());
        }

        @Override
        public LanguageInfo getLanguageInfo() {
            return new LanguageInfo.Builder("Java").build();
        }
    }

    private static Plot plot() {
        Plot plot = Plot.titled("A finding").x("nodes").y("objects");
        plot.curve("compact", Look.tree("compact")).point(1, 2).point(2, 2);
        return plot;
    }

    private static Object loop() {
        try (Progress progress = Progress.of("steps", 1)) {
            progress.step();
        }
        return "done";
    }

    private static Object fail() {
        throw new IllegalStateException("no forest");
    }

    private static Object leave() {
        left = Progress.of("steps", 3);
        return "ended";
    }

    @BeforeEach
    void startKernel() throws Exception {
        QUIET.setLevel(Level.WARNING);
        int[] ports = freePorts(5);
        KernelConnectionProperties properties = new KernelConnectionProperties(
                "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "tcp", "hmac-sha256", "");
        kernel = new SmallKernel();
        kernel.setShouldReplaceStdStreams(false);
        connection = new JupyterConnection(properties);
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        IJavaExtension.install(kernel);
        client = new JupyterClient(properties.getShellPort(), properties.getControlPort(), properties.getIopubPort());
    }

    private static int[] freePorts(int count) throws Exception {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0));
        }
        int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    @AfterEach
    void stopKernel() {
        Screens.use(null);
        client.close();
        connection.close();
    }

    private static JsonObject data(JupyterClient.Output output) {
        return output.content().getAsJsonObject("data");
    }

    @Test
    void a_picture_appears_with_its_caption_below() {
        List<JupyterClient.Output> outputs = client.run("picture");
        assertEquals(List.of("display_data", "execute_result"), JupyterClient.types(outputs));
        assertTrue(data(outputs.get(0)).get("image/png").getAsString().startsWith("iVBOR"));
        JsonObject metadata =
                outputs.get(0).content().getAsJsonObject("metadata").getAsJsonObject("image/png");
        assertEquals(20, metadata.get("width").getAsInt());
        assertEquals("A title", metadata.get("alt").getAsString());
        assertTrue(data(outputs.get(1)).get("text/html").getAsString().contains("A caption"));
        assertEquals("A caption", data(outputs.get(1)).get("text/plain").getAsString());
    }

    @Test
    void tables_plots_and_charts_appear_as_last_values() {
        List<JupyterClient.Output> table = client.run("table");
        assertEquals(List.of("execute_result"), JupyterClient.types(table));
        assertTrue(data(table.get(0)).get("text/html").getAsString().contains("1,234"));
        assertTrue(data(client.run("plot").get(0)).has("image/png"));
        assertTrue(data(client.run("chart").get(0)).has("image/png"));
    }

    @Test
    void a_progress_bar_is_one_output_that_changes() {
        List<JupyterClient.Output> outputs = client.run("progress");
        List<String> types = JupyterClient.types(outputs);
        assertEquals("display_data", types.get(0));
        assertEquals(List.of("update_display_data", "execute_result"), types.subList(types.size() - 2, types.size()));
        JupyterClient.Output last = outputs.get(outputs.size() - 2);
        assertEquals(displayId(outputs.get(0)), displayId(last));
        assertTrue(data(last).get("text/plain").getAsString().startsWith("steps: 1 of 1 in "));
    }

    @Test
    void a_bar_says_where_it_stopped_though_its_cell_has_ended() {
        List<JupyterClient.Output> outputs = client.run("bar left open");
        left.close();
        JupyterClient.Output last = client.next();
        while (!data(last)
                .get("text/plain")
                .getAsString()
                .contains("stopped")) { // the bar's clock may tick once between
            last = client.next();
        }
        assertEquals("update_display_data", last.type());
        assertEquals(displayId(outputs.get(0)), displayId(last));
        assertTrue(data(last).get("text/plain").getAsString().startsWith("steps: stopped at 0 of 3 after "));
    }

    @Test
    void after_a_cell_failed_the_others_say_so_in_one_line() {
        client.run("start-up");
        client.run("plain");
        assertEquals(List.of("error"), JupyterClient.types(client.run("wrong")));
        List<JupyterClient.Output> refused = client.run("table");
        assertEquals(List.of("error"), JupyterClient.types(refused));
        String told = "cell [3] \"wrong\" failed: run it again first";
        assertEquals(told, refused.get(0).content().get("evalue").getAsString());
        assertEquals(1, refused.get(0).content().getAsJsonArray("traceback").size());
        assertEquals(List.of("error"), JupyterClient.types(client.run("wrong")), "the failed one itself is run again");
        assertEquals(List.of("execute_result"), JupyterClient.types(client.run("plain")), "and what ran before it");
    }

    @Test
    void an_interrupt_that_its_kernel_loses_ends_the_cell_all_the_same() {
        client.run("start-up");
        client.run("plain");
        CompletableFuture<Void> interrupt = CompletableFuture.runAsync(() -> {
            try {
                kernel.asleep.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            client.interrupt();
        });
        List<JupyterClient.Output> outputs = client.run("sleep");
        interrupt.join();
        assertEquals(List.of("error"), JupyterClient.types(outputs));
        assertEquals(
                CancellationException.class.getSimpleName(),
                outputs.get(0).content().get("ename").getAsString());
        assertEquals(List.of("execute_result"), JupyterClient.types(client.run("plain")), "the next one runs");
    }

    private static String displayId(JupyterClient.Output output) {
        return output.content().getAsJsonObject("transient").get("display_id").getAsString();
    }

    @Test
    void other_values_appear_as_ever() {
        List<JupyterClient.Output> outputs = client.run("plain");
        assertEquals("7", data(outputs.get(0)).get("text/plain").getAsString());
    }
}
