import java.util.*; import java.util.concurrent.locks.LockSupport;
/** Runs, allocates, contends and parks for a moment, as a profiler's smallest subject. */
public class Small {
    static final Object LOCK = new Object(); static long sum; static Object kept;
    public static void main(String[] a) throws Exception {
        Thread[] ts = new Thread[2];
        for (int t = 0; t < 2; t++) { ts[t] = new Thread(Small::work, "worker-" + t); ts[t].start(); }
        for (Thread t : ts) t.join();
    }
    static void work() { long end = System.nanoTime() + 400_000_000L; while (System.nanoTime() < end) { contend(); allocate(); compute(); LockSupport.parkNanos(20_000_000); } }
    static void contend() { synchronized (LOCK) { long end = System.nanoTime() + 12_000_000L; while (System.nanoTime() < end) compute(); } }
    static void allocate() { for (int i = 0; i < 300; i++) kept = new byte[10_000]; }
    static void compute() { for (int i = 0; i < 10_000; i++) sum += i * 31L ^ sum; }
}
