package heapwood.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {
    @Test
    void theBytesAreTheSameHoweverTheyAreAskedFor() throws IOException {
        Random random = new Random(4);
        for (int size : new int[] {0, 1, 1 << 18, 3_000_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, new ReadAhead(new Uneven(bytes)).readAllBytes());
            ReadAhead in = new ReadAhead(new Uneven(bytes));
            byte[] buffer = new byte[100_000];
            int position = 0;
            for (int read; (read = in.read(buffer, 0, 1 + random.nextInt(buffer.length))) >= 0; position += read) {
                for (int i = 0; i < read; i++) {
                    assertEquals(bytes[position + i], buffer[i]);
                }
            }
            assertEquals(size, position);
            assertEquals(-1, in.read());
        }
    }

    @Test
    void aFailureComesAfterTheBytesBeforeIt() throws IOException {
        InputStream failing = new InputStream() {
            private int left = 5;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("damaged");
                }
                left--;
                return 7;
            }
        };
        ReadAhead in = new ReadAhead(failing);
        assertArrayEquals(new byte[] {7, 7, 7, 7, 7}, in.readNBytes(5));
        assertEquals("damaged", assertThrows(IOException.class, in::read).getMessage());
        assertEquals("damaged", assertThrows(IOException.class, in::read).getMessage());
    }

    @Test
    void waitingEndsWhenInterruptedAndClosingStopsTheThread() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ReadAhead in = new ReadAhead(new InputStream() {
            @Override
            public int read() throws IOException {
                reading.countDown();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                return -1;
            }
        });
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, in::read);
        assertTrue(Thread.interrupted());
        assertTrue(reading.await(10, TimeUnit.SECONDS));
        in.close();
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    /** Gives some bytes at a time. */
    private static final class Uneven extends ByteArrayInputStream {
        private final Random random = new Random(1);

        Uneven(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(200_000)));
        }
    }
}
