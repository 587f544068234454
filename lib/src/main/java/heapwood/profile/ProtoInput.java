package heapwood.profile;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A reader of a message of Protocol Buffers, one field at a time, so that the message need not fit into memory. Every exception
 * names the input and the offset in its decompressed bytes. An interrupt is noticed between two fields.
 */
final class ProtoInput {
    /** The greatest length in bytes of a field that is read into memory. Real fields have some kilobytes. */
    private static final int LONGEST_FIELD = 64 << 20;

    private final ProfileInput input;
    private final String name;
    private final CodedInputStream in;

    /** The number of bytes before those that {@link #in} counts. */
    private long before;

    private ProtoInput(ProfileInput input, String name) {
        this.input = input;
        this.name = name;
        this.in = CodedInputStream.newInstance(input, input.bufferSize(1 << 16));
    }

    /** A receiver of fields. */
    @FunctionalInterface
    interface Fields {
        /**
         * Reads a field's value completely, or nothing of it.
         *
         * @param number the field's number
         * @param isPacked whether its value is bytes with a length: a message, a string or several numbers
         * @return whether the value was read; otherwise it is skipped
         */
        boolean read(ProtoInput in, int number, boolean isPacked) throws IOException;
    }

    /**
     * Reads a profile.
     *
     * @param source the profile, plain or compressed
     * @param progress receives the number of stored (compressed) bytes read
     * @param fields receives the fields of the outer message
     * @return the number of bytes read, after decompression
     */
    static long read(ProfileSource source, CollapsedReader.Progress progress, Fields fields) throws IOException {
        String name = source.name();
        try (ProfileInput input = source.open()) {
            ProtoInput proto = new ProtoInput(input, name);
            try {
                proto.readOuter(progress, fields);
            } catch (InvalidProtocolBufferException e) {
                throw new ProfileException(
                        name + ": is damaged or cut short, near byte " + proto.position() + " of its unpacked data: "
                                + e.getMessage(),
                        e);
            }
            return proto.position();
        }
    }

    private void readOuter(CollapsedReader.Progress progress, Fields fields) throws IOException {
        while (readField(fields)) {
            before += in.getTotalBytesRead();
            in.resetSizeCounter();
            if (input.size() > 0) {
                progress.at(input.bytesRead(), input.size());
            }
        }
    }

    private long position() {
        return before + in.getTotalBytesRead();
    }

    private boolean readField(Fields fields) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(name + ": reading was interrupted at byte " + position());
        }
        int tag = in.readTag();
        if (tag == 0) {
            return false;
        }
        boolean isPacked = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (!fields.read(this, WireFormat.getTagFieldNumber(tag), isPacked) && !in.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that never began");
        }
        return true;
    }

    /** Reads a message, one field at a time. */
    void readFields(Fields fields) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        while (readField(fields)) {
            // one after the other
        }
        in.popLimit(outer);
    }

    /**
     * Reads a message. It is parsed from an array, since protobuf-javalite fails to read empty packed fields, which are valid, from
     * a stream.
     */
    <T> T readMessage(Parser<T> parser) throws IOException {
        return parser.parseFrom(in.readRawBytes(length()), ExtensionRegistryLite.getEmptyRegistry());
    }

    /** Reads a string. Bytes that are not valid UTF-8 become U+FFFD. */
    String readString() throws IOException {
        byte[] bytes = in.readRawBytes(length());
        return bytes.length == 0 ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    long readNumber() throws IOException {
        return in.readInt64();
    }

    /** Reads a number of eight bytes. */
    long readFixed() throws IOException {
        return in.readFixed64();
    }

    /** A receiver of the values of a repeated field. */
    @FunctionalInterface
    interface Numbers {
        void next(long value) throws IOException;
    }

    /** Reads the next values of a repeated field of numbers: several if they are packed, else one. */
    void readNumbers(boolean isPacked, Numbers numbers) throws IOException {
        if (!isPacked) {
            numbers.next(in.readInt64());
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            numbers.next(in.readInt64());
        }
        in.popLimit(outer);
    }

    private int length() throws IOException {
        int length = in.readRawVarint32();
        if (length > LONGEST_FIELD) {
            throw new InvalidProtocolBufferException("a field of " + length + " bytes is longer than any can be");
        }
        return length;
    }
}
