package heapwood.cli;

/** Keeps a processor busy for two seconds, and ends with exit code 3: something to record. */
final class BusyProgram {
    private static long sum;

    private BusyProgram() {}

    public static void main(String[] args) {
        long end = System.nanoTime() + 2_000_000_000L;
        while (System.nanoTime() < end) {
            spin();
        }
        System.exit(3);
    }

    private static void spin() {
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum * 31 + i;
        }
    }
}
