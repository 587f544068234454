package heapwood.lab.child;

import com.sun.management.HotSpotDiagnosticMXBean;
import heapwood.profile.UnsafeWarning;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.openjdk.jol.vm.VM;
import org.openjdk.jol.vm.VirtualMachine;

/**
 * The initialization of JOL. It hides JOL's lines on the console, and checks the object sizes that JOL assumes for this
 * JVM.
 */
final class Jol {
    private static boolean ready;

    private Jol() {}

    /**
     * Initializes JOL. Takes a few tenths of a second the first time.
     *
     * @throws IllegalStateException if JOL cannot work in this JVM, or computes a wrong size for a plain object
     */
    static synchronized void wake() {
        if (ready) {
            return;
        }
        setIfMissing("jol.magicFieldOffset", "true");
        // Attaching the serviceability agent starts a further JVM for about a second, and fails on most systems.
        setIfMissing("jol.skipHotspotSAAttach", "true");
        UnsafeWarning.silence();
        VirtualMachine vm = withoutLines(line -> line.startsWith("# WARNING"), VM::current);
        int alignment = objectAlignment();
        if (vm.objectAlignment() != alignment) {
            correctAlignment(vm, alignment);
        }
        long plainObject = vm.sizeOf(new Object());
        if (plainObject != 8 && plainObject != 16) {
            throw new IllegalStateException("JOL takes a plain object for " + plainObject
                    + " bytes in this JVM: count in one with -XX:+UseG1GC");
        }
        ready = true;
    }

    private static void setIfMissing(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Corrects JOL's object alignment. JOL 0.17 guesses it from addresses if references are not compressed, and ZGC's
     * addresses mislead it.
     */
    private static void correctAlignment(VirtualMachine vm, int alignment) {
        try {
            Field field = vm.getClass().getDeclaredField("objectAlignment");
            field.setAccessible(true);
            field.setInt(vm, alignment);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "JOL takes this JVM's object alignment for " + vm.objectAlignment() + " bytes, and it is "
                            + alignment,
                    e);
        }
    }

    private static int objectAlignment() {
        HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return Integer.parseInt(bean.getVMOption("ObjectAlignmentInBytes").getValue());
    }

    /** Runs an action that writes to {@link System#out}, and passes on all lines but the unwanted ones. */
    private static <T> T withoutLines(Predicate<String> unwanted, java.util.function.Supplier<T> action) {
        PrintStream out = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            return action.get();
        } finally {
            System.setOut(out);
            caught.toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(unwanted.negate())
                    .forEach(out::println);
        }
    }
}
