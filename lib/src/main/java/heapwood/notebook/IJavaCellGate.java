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
import io.github.spencerpark.jupyter.messages.request.InterruptRequest;
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
    private final CellInterrupts interrupts;

    private IJavaCellGate(ShellHandler<ExecuteRequest> kernels, CellGate gate, CellInterrupts interrupts) {
        this.kernels = kernels;
        this.gate = gate;
        this.interrupts = interrupts;
    }

    /** Puts it before a kernel's own handling: at once if a cell runs, else as soon as one does. */
    static void install(BaseKernel kernel) {
        Optional<JShell> shell = KernelParts.shell(kernel);
        CellGate gate = new CellGate(source -> CellNames.of(source, shell));
        CellInterrupts interrupts = new CellInterrupts(kernel::interrupt);
        boolean installed = replaceHandlers(kernel, gate, interrupts);
        shell.ifPresent(each -> new FirstCell(kernel, gate, interrupts, installed).watch(each));
        if (!installed) {
            KernelParts.complaint(kernel, kernel.getIO().display.getClass(), ShellChannel.class)
                    .ifPresent(System.err::println);
        }
    }

    private static Optional<ShellReplyEnvironment> outputs(BaseKernel kernel) {
        return KernelParts.outputs(kernel.getIO().display, ShellReplyEnvironment.class);
    }

    private static boolean replaceHandlers(BaseKernel kernel, CellGate gate, CellInterrupts interrupts) {
        Optional<ShellReplyEnvironment> running = outputs(kernel);
        Optional<JupyterConnection> connection =
                running.flatMap(outputs -> KernelParts.connection(outputs.getShell(), JupyterConnection.class));
        connection.ifPresent(each -> {
            each.setHandler(
                    ExecuteRequest.MESSAGE_TYPE,
                    new IJavaCellGate(each.getHandler(ExecuteRequest.MESSAGE_TYPE), gate, interrupts));
            ShellHandler<InterruptRequest> kernels = each.getHandler(InterruptRequest.MESSAGE_TYPE);
            each.setHandler(InterruptRequest.MESSAGE_TYPE, (outputs, message) -> {
                Instant now = Instant.now();
                Object cell = interrupts.running();
                kernels.handle(outputs, message);
                interrupts.stop(cell);
                gate.interrupted(sent(message), now);
            });
            interrupts.began(running.get());
            running.get().defer(() -> interrupts.ended(running.get()));
        });
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
        interrupts.began(message);
        Cell cell = cell(message);
        String refusal = gate.refusal(cell, Instant.now()).orElse("");
        Answer answer = new Answer(outputs, request.getCode(), refusal);
        try {
            kernels.handle(answer, refusal.isEmpty() ? message : withoutCode(message));
        } finally {
            interrupts.ended(message);
            Instant end = Instant.now();
            answer.resolveDeferrals(); // the client need not wait for what follows
            gate.ended(cell, answer.count, answer.trouble(), end);
        }
    }

    private static Cell cell(Message<ExecuteRequest> message) {
        Object id = message.getNonNullMetadata().get("cellId");
        return new Cell(id == null ? "" : id.toString(), message.getContent().getCode(), sent(message));
    }

    private static Instant sent(Message<?> message) {
        return CellGate.time(message.getHeader().getTimestamp().getDateString());
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
        private final CellInterrupts interrupts;
        private boolean installed;
        private ShellReplyEnvironment outputs;
        /** A subscription cannot be ended while its events are told. */
        private boolean over;

        FirstCell(BaseKernel kernel, CellGate gate, CellInterrupts interrupts, boolean installed) {
            this.kernel = kernel;
            this.gate = gate;
            this.interrupts = interrupts;
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
            installed = installed || replaceHandlers(kernel, gate, interrupts);
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
