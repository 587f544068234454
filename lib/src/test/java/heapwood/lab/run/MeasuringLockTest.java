package heapwood.lab.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import heapwood.lab.host.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MeasuringLockTest {
    @TempDir
    Path directory;

    private final AtomicReference<String> waitsFor = new AtomicReference<>();
    private final AtomicReference<Exception> end = new AtomicReference<>();
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch measures = new CountDownLatch(1);

    @Test
    void whoIsAloneDoesNotWait() throws Exception {
        try (MeasuringLock lock = acquire()) {
            assertEquals(null, waitsFor.get());
            assertTrue(Files.readString(file()).startsWith("second, process "), lock::toString);
        }
        assertEquals("", Files.readString(file()));
    }

    @Test
    void theSecondIsToldAndMeasuresOnceTheFirstIsDone() throws Exception {
        Thread second;
        try (MeasuringLock first = MeasuringLock.acquire(file(), "first", name -> {})) {
            second = new Thread(this::measure);
            second.start();
            assertTrue(told.await(20, TimeUnit.SECONDS), first::toString);
            assertFalse(measures.await(50, TimeUnit.MILLISECONDS));
        }
        assertTrue(measures.await(20, TimeUnit.SECONDS));
        second.join();
        assertEquals(null, end.get());
    }

    @Test
    void whoWaitsCanBeInterruptedAndOthersMeasureAfterwards() throws Exception {
        try (MeasuringLock first = MeasuringLock.acquire(file(), "first", name -> {})) {
            Thread second = new Thread(this::measure);
            second.start();
            assertTrue(told.await(20, TimeUnit.SECONDS), first::toString);
            second.interrupt();
            second.join(10_000);
            assertFalse(second.isAlive());
        }
        assertEquals(InterruptedException.class, end.get().getClass());
        acquire().close();
    }

    @Test
    void anInterruptBeforeItIsTakenIsAnInterrupt() throws Exception {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, this::acquire);
        assertFalse(Thread.currentThread().isInterrupted());
        assertFalse(Files.exists(file()));
        acquire().close();
    }

    /** Interrupts meet every step of taking, holding and giving back. */
    @Test
    @Timeout(60)
    void anInterruptAtAnyMomentIsAnInterruptAndNoError() throws Exception {
        int interrupted = 0;
        for (int round = 0; round < 300; round++) {
            end.set(null);
            Thread measuring = new Thread(this::measure);
            measuring.start();
            int spins = round * 50;
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            measuring.interrupt();
            measuring.join();
            if (end.get() != null) {
                assertEquals(InterruptedException.class, end.get().getClass(), () -> String.valueOf(end.get()));
                interrupted++;
            }
        }
        assertTrue(interrupted > 0);
        acquire().close();
    }

    @Test
    void anInterruptWhileItIsHeldIsThereAfterItIsGivenBack() throws Exception {
        MeasuringLock lock = acquire();
        Thread.currentThread().interrupt();
        lock.close();
        assertTrue(Thread.interrupted());
        assertEquals("", Files.readString(file()));
    }

    @Test
    void whatIsNoLockIsRefusedAndStaysAsItIs() throws Exception {
        Path thesis = Files.writeString(directory.resolve("thesis"), "all of it");
        Files.createSymbolicLink(file(), thesis);
        assertRefused("is no lock of an experiment: move it away");
        Files.delete(file());
        Files.createDirectory(file());
        assertRefused("is no lock of an experiment: move it away");
        Files.delete(file());
        Files.createLink(file(), thesis);
        assertRefused("is no lock of an experiment: move it away");
        assertEquals("all of it", Files.readString(thesis));
        Files.delete(file());
        acquire().close();
    }

    @Test
    void aFileThatCannotBeOpenedIsNamedWithWhatToDo() throws Exception {
        assertRefused(
                directory.resolve("missing/measuring.lock"),
                "cannot be opened, and without it experiments would disturb each other: there is no such file; remove it, or"
                        + " give java another folder for temporary files (-Djava.io.tmpdir=DIR)");
        acquire().close();
    }

    private void assertRefused(String why) {
        assertRefused(file(), why);
    }

    private static void assertRefused(Path lock, String why) {
        IOException refused = assertThrows(IOException.class, () -> MeasuringLock.acquire(lock, "second", name -> {}));
        assertEquals(lock + ": " + why, refused.getMessage());
    }

    /** Locks the file until its standard input ends. */
    private static final String HOLDER = """
            import java.nio.channels.FileChannel;
            import java.nio.file.*;
            class Holder {
                public static void main(String[] args) throws Exception {
                    Path file = Path.of(args[0]);
                    Files.writeString(file, "the first, process 7");
                    FileChannel.open(file, StandardOpenOption.WRITE).lock();
                    System.out.println("locked");
                    System.in.read();
                }
            }
            """;

    @Test
    @Tag("slow")
    void anotherJvmIsWaitedForByNameAndItsWaiterCanBeInterrupted() throws Exception {
        Process holder = holder();
        try {
            Thread second = new Thread(this::measure);
            second.start();
            assertTrue(told.await(20, TimeUnit.SECONDS));
            assertEquals("the first, process 7", waitsFor.get());
            second.interrupt();
            second.join(10_000);
            assertEquals(InterruptedException.class, end.get().getClass());
            Thread third = new Thread(this::measure);
            third.start();
            assertFalse(measures.await(50, TimeUnit.MILLISECONDS));
            holder.getOutputStream().close();
            assertTrue(measures.await(20, TimeUnit.SECONDS));
            third.join();
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    private Process holder() throws IOException {
        Path source = Files.writeString(directory.resolve("Holder.java"), HOLDER);
        String java = Jdk.current().java().toString();
        Process holder = new ProcessBuilder(List.of(java, source.toString(), file().toString())).start();
        assertEquals("locked", holder.inputReader().readLine());
        return holder;
    }

    private void measure() {
        try (MeasuringLock lock = acquire()) {
            assertFalse(lock.toString().isEmpty());
            measures.countDown();
        } catch (IOException | InterruptedException e) {
            end.set(e);
        }
    }

    private MeasuringLock acquire() throws IOException, InterruptedException {
        return MeasuringLock.acquire(file(), "second", name -> {
            waitsFor.set(name);
            told.countDown();
        });
    }

    private Path file() {
        return directory.resolve("measuring.lock");
    }
}
