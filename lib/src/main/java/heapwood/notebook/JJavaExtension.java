package heapwood.notebook;

import java.util.UUID;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/** The adapter that shows the kit's values in JJava, which finds this class on the class path. */
public final class JJavaExtension implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        Renderings.prepareTables();
        Screens.use(new KernelScreen(kernel));
        Renderings.types().forEach(type -> register(kernel, type));
        JJavaCellGate.install(kernel);
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
            // Not setDisplayId: its return type differs between versions of the kernel.
            data.putTransientData("display_id", id);
            kernel.display(data);
            cell = KernelParts.outputs(kernel.getIO().display, ShellReplyEnvironment.class)
                    .orElse(null);
            return id;
        }

        @Override
        public void update(String id, MimeBundle bundle) {
            DisplayData data = new DisplayData();
            fill(data, bundle);
            data.putTransientData("display_id", id);
            ShellReplyEnvironment outputs = cell;
            if (outputs == null) {
                kernel.getIO().display.updateDisplay(data);
            } else {
                outputs.publish(new PublishUpdateDisplayData(data));
            }
        }
    }
}
