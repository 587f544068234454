package heapwood.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Each kernel brings its own classes and not the other's; a plain program brings neither. */
final class AdaptersTest {
    private static final String JJAVA = "jjava-jupyter";
    private static final String IJAVA = "jupyter-jvm-basekernel";

    /** This test's class path, on its own, without some jars. */
    private static URLClassLoader without(String... jars) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (List.of(jars).stream().noneMatch(entry::contains)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Object drawPlot(ClassLoader loader) throws Exception {
        Class<?> plot = loader.loadClass("heapwood.notebook.Plot");
        return plot.getMethod("titled", String.class).invoke(null, "A finding");
    }

    @Test
    void a_plain_program_needs_no_kernel() throws Exception {
        try (URLClassLoader loader = without(JJAVA, IJAVA)) {
            assertEquals("heapwood.notebook.Plot", drawPlot(loader).getClass().getName());
            Class<?> renderings = Class.forName("heapwood.notebook.Renderings", true, loader);
            assertEquals(loader, renderings.getClassLoader());
            Class<?> progress = Class.forName("heapwood.notebook.Progress", true, loader);
            AutoCloseable bar = (AutoCloseable)
                    progress.getMethod("of", String.class, long.class).invoke(null, "steps", 1L);
            bar.close();
        }
    }

    @Test
    void jjava_finds_its_adapter_without_the_other_kernels_classes() throws Exception {
        try (URLClassLoader loader = without(IJAVA)) {
            Class<?> extension = loader.loadClass("org.dflib.jjava.jupyter.Extension");
            List<String> found = new ArrayList<>();
            ServiceLoader.load(extension, loader)
                    .forEach(each -> found.add(each.getClass().getName()));
            assertTrue(found.contains("heapwood.notebook.JJavaExtension"), found.toString());
            assertThrows(
                    LinkageError.class,
                    () -> Class.forName("heapwood.notebook.IJavaExtension", true, loader)
                            .getMethods());
        }
    }

    @Test
    void ijavas_adapter_loads_without_the_other_kernels_classes() throws Exception {
        try (URLClassLoader loader = without(JJAVA)) {
            Class<?> adapter = Class.forName("heapwood.notebook.IJavaExtension", true, loader);
            adapter.getMethod("install", loader.loadClass("io.github.spencerpark.jupyter.kernel.BaseKernel"));
        }
    }

    @Test
    void the_service_file_names_the_adapter() throws Exception {
        try (var in = getClass().getResourceAsStream("/META-INF/services/org.dflib.jjava.jupyter.Extension")) {
            assertEquals(JJavaExtension.class.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }
}
