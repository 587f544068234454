package heapwood.score;

import com.google.gson.Gson;
import heapwood.lab.child.ParentWatch;
import heapwood.ladder.Layout;
import heapwood.ladder.OwnLayout;
import heapwood.ladder.Rung;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The main class of a child that examines a tree's behavior. It reports check by check, each in a line of its own with a mark that the
 * tree does not know, so that a child that ends in any way has said how far it came. What the tree prints is counted and dropped.
 */
final class ExamineMain {
    static final String BEGIN = " BEGIN ";
    static final String FOUND = " FOUND ";
    static final String EXIT = " EXIT ";

    /** The exit code of a child with calls that do not return, which leaves the other checks to another child. */
    static final int STUCK = 9;

    private static final Gson GSON = new Gson();

    private final Orders orders;
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final AtomicLong printed = new AtomicLong();
    private volatile boolean ended;

    private ExamineMain(Orders orders) {
        this.orders = orders;
    }

    /**
     * The instructions for a child.
     *
     * @param tree the class, or the constant in {@link Rung}
     * @param own true for a class
     * @param seed the seed of all sequences
     * @param millis the longest time to wait for one sequence
     * @param checks the names of the checks to make
     * @param mark the start of the lines of the report
     */
    record Orders(String tree, boolean own, long seed, long millis, List<String> checks, String mark) {}

    /**
     * A report after a check.
     *
     * @param finding what the check found
     * @param threads the threads that the tree has started so far
     * @param printed the bytes that the tree has printed so far
     */
    record Report(Finding finding, long threads, long printed) {}

    public static void main(String[] args) throws InterruptedException {
        ParentWatch.start();
        new ExamineMain(GSON.fromJson(args[0], Orders.class)).run();
    }

    private void run() throws InterruptedException {
        System.setOut(counted());
        System.setErr(counted());
        Runtime.getRuntime().addShutdownHook(new Thread(this::tellExit, "heapwood-exit"));
        Layout layout = orders.own() ? OwnLayout.named(orders.tree()) : Rung.valueOf(orders.tree());
        Examination examination = new Examination(layout, orders.seed(), orders.millis());
        long before = threadsStarted();
        for (String name : orders.checks()) {
            out.println("\n" + orders.mark() + BEGIN + name);
            Finding finding = found(examination, Check.named(name));
            long threads = threadsStarted() - before - examination.threadsStarted();
            out.println("\n" + orders.mark() + FOUND + GSON.toJson(new Report(finding, threads, printed.get())));
            if (examination.isStuck()) {
                end(STUCK);
            }
        }
        end(0);
    }

    private static Finding found(Examination examination, Check check) throws InterruptedException {
        try {
            return examination.of(check);
        } catch (OutOfMemoryError e) {
            return Finding.of(check.name(), 0, Mistake.MEMORY, "what the tree keeps alive fills the heap");
        }
    }

    private void end(int code) {
        ended = true;
        Runtime.getRuntime().halt(code); // The tree's own threads and hooks have no say.
    }

    private PrintStream counted() {
        return new PrintStream(new OutputStream() {
            @Override
            public void write(int b) {
                printed.incrementAndGet();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                printed.addAndGet(length);
            }
        });
    }

    private static long threadsStarted() {
        return ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
    }

    /** Tells which place ends this JVM: its thread waits in {@code exit} until this hook returns. */
    private void tellExit() {
        if (ended) {
            return;
        }
        String place = Thread.getAllStackTraces().values().stream()
                .filter(trace -> Arrays.stream(trace)
                        .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                                && frame.getMethodName().equals("exit")))
                .findFirst()
                .map(Place::in)
                .orElse("");
        out.println("\n" + orders.mark() + EXIT + place);
    }
}
