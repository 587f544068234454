package heapwood.profile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The stored bytes of a profile that can be read several times: a file or an array. */
interface ProfileSource {
    /** Returns the profile's name in messages. */
    String name();

    /** Opens the profile, and decompresses it if it is compressed. */
    ProfileInput open() throws IOException;

    /** Opens the stored bytes. */
    Bytes bytes() throws IOException;

    /** Stored bytes that are read at any offset. */
    interface Bytes extends Closeable {
        long size() throws IOException;

        /** Reads some bytes, at least one if there is one. Returns their number, or -1 beyond the end. */
        int read(ByteBuffer target, long offset) throws IOException;
    }

    /**
     * Returns the source of a file.
     *
     * @param name the file's name in messages
     */
    static ProfileSource of(Path file, String name) {
        return new ProfileSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ProfileInput open() throws IOException {
                return ProfileInput.open(file, name);
            }

            @Override
            public Bytes bytes() throws IOException {
                return new FileBytes(FileChannel.open(file));
            }
        };
    }

    /**
     * Returns the source of an array, which is not copied.
     *
     * @param name the profile's name in messages
     */
    static ProfileSource of(byte[] bytes, String name) {
        return new ProfileSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ProfileInput open() throws IOException {
                return ProfileInput.of(bytes, name);
            }

            @Override
            public Bytes bytes() {
                return new ArrayBytes(bytes);
            }
        };
    }

    /** The bytes of a file. */
    record FileBytes(FileChannel channel) implements Bytes {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer target, long offset) throws IOException {
            return channel.read(target, offset);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** The bytes of an array. */
    record ArrayBytes(byte[] array) implements Bytes {
        @Override
        public long size() {
            return array.length;
        }

        @Override
        public int read(ByteBuffer target, long offset) {
            if (offset >= array.length) {
                return -1;
            }
            int length = (int) Math.min(target.remaining(), array.length - offset);
            target.put(array, (int) offset, length);
            return length;
        }

        @Override
        public void close() {
            // An array needs no closing.
        }
    }
}
