package heapwood.notebook;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.util.UUID;

/**
 * The adapter that shows the kit's values in IJava. IJava's start-up script installs it with one line:
 *
 * <pre>{@code heapwood.notebook.IJavaExtension.install(getKernelInstance());}</pre>
 */
public final class IJavaExtension {
    private IJavaExtension() {}

    /**
     * Registers a renderer for every class of values that the kit shows.
     *
     * @param kernel the kernel that runs the start-up script
     */
    public static void install(BaseKernel kernel) {
        Renderings.prepareTables();
        Screens.use(new KernelScreen(kernel));
        Renderings.types().forEach(type -> register(kernel, type));
        IJavaCellGate.install(kernel);
    }

    private static <T> void register(BaseKernel kernel, Renderings.Type<T> type) {
        kernel.getRenderer()
                .createRegistration(type.shown())
                .preferring(type.mimeTypes())
                .register((value, context) -> fill(context.getOutputContainer(), type.render(value)));
    }

    private static void fill(DisplayData data, MimeBundle bundle) {
        bundle.data().forEach(data::putData);
        bundle.metadata().forEach(data::putMetaData);
    }

    private static final class KernelScreen implements Screen {
        private final BaseKernel kernel;

        /** The environment of the cell that showed something last; progress bars may outlive the cell. */
        private volatile ShellReplyEnvironment cell;

        KernelScreen(BaseKernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public String show(MimeBundle bundle) {
            DisplayData data = new DisplayData();
            fill(data, bundle);
            String id = UUID.randomUUID().toString();
            data.setDisplayId(id);
            kernel.display(data);
            cell = KernelParts.outputs(kernel.getIO().display, ShellReplyEnvironment.class)
                    .orElse(null);
            return id;
        }

        @Override
        public void update(String id, MimeBundle bundle) {
            DisplayData data = new DisplayData();
            fill(data, bundle);
            data.setDisplayId(id);
            ShellReplyEnvironment outputs = cell;
            if (outputs == null) {
                kernel.getIO().display.updateDisplay(data);
            } else {
                outputs.publish(new PublishUpdateDisplayData(data));
            }
        }
    }
}
