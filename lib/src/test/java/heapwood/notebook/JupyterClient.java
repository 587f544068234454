package heapwood.notebook;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** As much of a Jupyter client as it takes to run a cell and see its outputs: no signatures, one thread. */
final class JupyterClient implements AutoCloseable {
    private static final String DELIMITER = "<IDS|MSG>";
    private static final int PATIENCE_MILLIS = 10_000;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
    private final ZMQ.Socket control = context.createSocket(SocketType.DEALER);
    private final ZMQ.Socket published = context.createSocket(SocketType.SUB);

    /** What a cell put out: a message's type and content. */
    record Output(String type, JsonObject content) {}

    /** Connects, and waits until it hears the kernel: a subscription takes a while, and messages before it are lost. */
    JupyterClient(int shellPort, int controlPort, int publishedPort) {
        control.connect("tcp://127.0.0.1:" + controlPort);
        shell.connect("tcp://127.0.0.1:" + shellPort);
        published.connect("tcp://127.0.0.1:" + publishedPort);
        published.subscribe(new byte[0]);
        for (int attempt = 0; attempt < 100; attempt++) {
            send(shell, "kernel_info_request", new JsonObject());
            published.setReceiveTimeOut(100);
            if (published.recv() != null) {
                published.setReceiveTimeOut(PATIENCE_MILLIS);
                return;
            }
        }
        throw new IllegalStateException("the kernel does not answer");
    }

    /** Runs a cell and returns its outputs. */
    List<Output> run(String code) {
        JsonObject request = new JsonObject();
        request.addProperty("code", code);
        request.addProperty("silent", false);
        request.addProperty("store_history", true);
        request.add("user_expressions", new JsonObject());
        request.addProperty("allow_stdin", false);
        request.addProperty("stop_on_error", true);
        String id = send(shell, "execute_request", request);
        List<Output> outputs = new ArrayList<>();
        while (true) {
            JsonObject[] message = receive();
            if (!message[1].has("msg_id")
                    || !message[1].get("msg_id").getAsString().equals(id)) {
                continue;
            }
            String type = message[0].get("msg_type").getAsString();
            if (type.equals("status")) {
                if (message[3].get("execution_state").getAsString().equals("idle")) {
                    return outputs;
                }
            } else if (!type.equals("execute_input")) {
                outputs.add(new Output(type, message[3]));
            }
        }
    }

    /** Interrupts the cell that runs. */
    void interrupt() {
        send(control, "interrupt_request", new JsonObject());
    }

    /** The next output, of whichever cell. */
    Output next() {
        while (true) {
            JsonObject[] message = receive();
            String type = message[0].get("msg_type").getAsString();
            if (!type.equals("status") && !type.equals("execute_input")) {
                return new Output(type, message[3]);
            }
        }
    }

    static List<String> types(List<Output> outputs) {
        return outputs.stream().map(Output::type).toList();
    }

    private static String send(ZMQ.Socket channel, String type, JsonObject content) {
        String id = UUID.randomUUID().toString();
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", id);
        header.addProperty("session", "test");
        header.addProperty("username", "test");
        header.addProperty("date", Instant.now().toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.3");
        channel.sendMore(DELIMITER);
        channel.sendMore("");
        channel.sendMore(header.toString());
        channel.sendMore("{}");
        channel.sendMore("{}");
        channel.send(content.toString());
        return id;
    }

    /** The next published message's header, parent header, metadata and content. */
    private JsonObject[] receive() {
        List<String> frames = new ArrayList<>();
        do {
            byte[] frame = published.recv();
            if (frame == null) {
                throw new IllegalStateException("the kernel has fallen silent");
            }
            frames.add(new String(frame, StandardCharsets.UTF_8));
        } while (published.hasReceiveMore());
        int first = frames.indexOf(DELIMITER) + 2;
        JsonObject[] message = new JsonObject[4];
        for (int i = 0; i < message.length; i++) {
            message[i] = JsonParser.parseString(frames.get(first + i)).getAsJsonObject();
        }
        return message;
    }

    @Override
    public void close() {
        context.close();
    }
}
