package heapwood.notebook;

import heapwood.notebook.CellGate.Cell;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/**
 * Stands before IJava's own handling of cells, and refuses those that a failed cell keeps from running, as {@link CellGate} has it. The kernel
 * has no hook for that, so the first cell, which runs when nothing has failed yet, leads to the connection, and its handler is replaced.
 */
final class IJavaCellGate implements ShellHandler<ExecuteRequest> {
    private final ShellHandler<ExecuteRequest> kernels;
    private final CellGate gate;

    private IJavaCellGate(ShellHandler<ExecuteRequest> kernels, CellGate gate) {
        this.kernels = kernels;
        this.gate = gate;
    }

    /** Puts it before a kernel's own handling: at once if a cell runs, else as soon as one does. */
    static void install(BaseKernel kernel) {
        Optional<JShell> shell = KernelParts.shell(kernel);
        CellGate gate = new CellGate(source -> CellNames.of(source, shell));
        boolean installed = replaceHandler(kernel, gate);
        shell.ifPresent(each -> new FirstCell(kernel, gate, installed).watch(each));
    }

    private static Optional<ShellReplyEnvironment> outputs(BaseKernel kernel) {
        return KernelParts.outputs(kernel.getIO().display, ShellReplyEnvironment.class);
    }

    private static boolean replaceHandler(BaseKernel kernel, CellGate gate) {
        Optional<JupyterConnection> connection =
                outputs(kernel).flatMap(outputs -> KernelParts.connection(outputs.getShell(), JupyterConnection.class));
        connection.ifPresent(each -> each.setHandler(
                ExecuteRequest.MESSAGE_TYPE, new IJavaCellGate(each.getHandler(ExecuteRequest.MESSAGE_TYPE), gate)));
        return connection.isPresent();
    }

    @Override
    public void handle(ShellReplyEnvironment outputs, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        if (request.isSilent() || !request.shouldStoreHistory()) {
            kernels.handle(outputs, message); // no cell, but a question of the client's
            return;
        }
        if (message.getNonNullMetadata().get("deletedCells") instanceof List<?> ids) {
            gate.deleted(ids);
        }
        Cell cell = cell(message);
        String refusal = gate.refusal(cell, Instant.now()).orElse("");
        Answer answer = new Answer(outputs, request.getCode(), refusal);
        try {
            kernels.handle(answer, refusal.isEmpty() ? message : withoutCode(message));
        } finally {
            gate.ended(cell, answer.count, answer.trouble(), Instant.now());
            answer.resolveDeferrals();
        }
    }

    private static Cell cell(Message<ExecuteRequest> message) {
        Object id = message.getNonNullMetadata().get("cellId");
        String sent = message.getHeader().getTimestamp().getDateString();
        return new Cell(id == null ? "" : id.toString(), message.getContent().getCode(), CellGate.time(sent));
    }

    /** The kernel does with it what it does with every cell, only that there is nothing to evaluate. */
    private static Message<ExecuteRequest> withoutCode(Message<ExecuteRequest> message) {
        ExecuteRequest request = new ExecuteRequest("", false, true, Map.of(), false, true);
        return new Message<>(
                message.getIdentities(),
                message.getHeader(),
                message.getParentHeader(),
                message.getMetadata(),
                request,
                message.getBlobs());
    }

    /** Sees how the kernel answers a request, and turns the answer to one that is refused into an error. */
    private static final class Answer extends ShellReplyEnvironment {
        private final ShellReplyEnvironment outputs;
        private final String code;
        private final String refusal;
        private int count;
        private boolean well;
        private String error = "";

        Answer(ShellReplyEnvironment outputs, String code, String refusal) {
            super((ShellChannel) outputs.getShell(), null, outputs.getIopub(), outputs.getContext());
            this.outputs = outputs;
            this.code = code;
            this.refusal = refusal;
        }

        String trouble() {
            if (!refusal.isEmpty()) {
                return CellGate.NOT_RUN;
            }
            return well ? "" : error.contains("nterrupt") ? "was interrupted" : "failed";
        }

        @Override
        public <T extends ContentType<T>> void publish(T content) {
            if (content instanceof PublishExecuteInput input) {
                count = input.getCount();
                super.publish(new PublishExecuteInput(code, count));
                return;
            }
            if (content instanceof PublishError failure) {
                error = failure.getErrorName() + " " + failure.getErrorMessage();
            }
            if (refusal.isEmpty() || !(content instanceof PublishExecuteResult)) {
                super.publish(content);
            }
        }

        @Override
        public <T extends ContentType<T>> void reply(T content) {
            if (!(content instanceof ExecuteReply done)) {
                super.reply(content);
            } else if (refusal.isEmpty()) {
                well = true;
                super.reply(content);
            } else {
                ErrorReply reply = new ErrorReply("NotRun", refusal, List.of(refusal));
                reply.setExecutionCount(done.getExecutionCount());
                replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
                publish(new PublishError("NotRun", refusal, List.of(refusal)));
            }
        }

        @Override
        public void markForShutdown() {
            outputs.markForShutdown();
        }

        @Override
        public String readFromStdIn(String prompt, boolean isPassword) {
            return outputs.readFromStdIn(prompt, isPassword);
        }

        @Override
        public String readFromStdIn(String prompt) {
            return outputs.readFromStdIn(prompt);
        }

        @Override
        public String readFromStdIn() {
            return outputs.readFromStdIn();
        }
    }

    /** The cell that runs before the handler is replaced: how it ends is seen from its statements. */
    private static final class FirstCell {
        private final BaseKernel kernel;
        private final CellGate gate;
        private boolean installed;
        private ShellReplyEnvironment outputs;
        /** A subscription cannot be ended while its events are told. */
        private boolean over;

        FirstCell(BaseKernel kernel, CellGate gate, boolean installed) {
            this.kernel = kernel;
            this.gate = gate;
            this.installed = installed;
        }

        void watch(JShell shell) {
            shell.onSnippetEvent(this::see);
        }

        private void see(SnippetEvent event) {
            ShellReplyEnvironment running = over ? null : outputs(kernel).orElse(null);
            if (running == null) {
                return; // or a start-up script
            }
            installed = installed || replaceHandler(kernel, gate);
            if (running instanceof Answer || (outputs != null && outputs != running)) {
                over = true;
                return;
            }
            boolean failed = event.causeSnippet() == null
                    && (event.exception() != null || event.status() == Snippet.Status.REJECTED);
            if ((outputs == null || failed)
                    && running.getContext() instanceof Message<?> message
                    && message.getContent() instanceof ExecuteRequest) {
                @SuppressWarnings("unchecked")
                Message<ExecuteRequest> request = (Message<ExecuteRequest>) message;
                gate.ended(cell(request), 1, failed ? "failed" : "", Instant.now());
            }
            outputs = running;
        }
    }
}
