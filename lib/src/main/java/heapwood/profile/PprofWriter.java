package heapwood.profile;

import com.google.protobuf.CodedOutputStream;
import heapwood.profile.pprof.PprofMessages.Function;
import heapwood.profile.pprof.PprofMessages.Line;
import heapwood.profile.pprof.PprofMessages.Location;
import heapwood.profile.pprof.PprofMessages.Profile;
import heapwood.profile.pprof.PprofMessages.Sample;
import heapwood.profile.pprof.PprofMessages.ValueType;
import heapwood.tree.StackTree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A writer of trees as pprof profiles: a sample for each node whose self value is not 0, and a function and its location for each
 * distinct name, both with the name's index in the table of strings as their id. {@link ProfileReader} reads it back into an equal
 * tree, except for what the format cannot express:
 *
 * <ul>
 * <li>nodes whose self value and whose descendants' self values are all 0 are left out;
 *   <li>self values are signed: one of 2<sup>63</sup> or more, or of the root itself, is refused;
 * <li>names are text: bytes that are not valid UTF-8 are read back as U+FFFD.
 * </ul>
 *
 * <p>Memory is that of the distinct names.
 */
final class PprofWriter {
    /**
     * The index of the first name in the table of strings. String 0 is empty, and strings 1 and 2 are the type of the values and
     * their unit.
     */
    private static final int FIRST_NAME = 3;

    private final CodedOutputStream out;
    private final FrameNames names = new FrameNames();
    private int[] path = new int[1 << 6];
    private long samples;

    private PprofWriter(OutputStream out) {
        this.out = CodedOutputStream.newInstance(out, 1 << 16);
    }

    /**
     * Writes a tree to a stream, and leaves the stream open and flushed.
     *
     * @param type the type of the profile, such as {@code cpu}
     * @param unit the unit of the values, such as {@code nanoseconds}
     * @return the number of samples
     */
    static long write(StackTree tree, String type, String unit, OutputStream out) throws IOException {
        UnsafeWarning.silence();
        PprofWriter writer = new PprofWriter(out);
        try {
            Walks.walk(tree, "writing", writer::node);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.writeTables(type, unit);
        return writer.samples;
    }

    private void node(int depth, byte[] array, int offset, int length, long self, long total) {
        try {
            if (depth > 0) {
                if (depth > path.length) {
                    path = Arrays.copyOf(path, depth * 2);
                }
                path[depth - 1] = names.idOf(array, offset, length);
            }
            if (self != 0) {
                writeSample(depth, self);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeSample(int depth, long self) throws IOException {
        if (self < 0 || depth == 0) {
            throw new ProfileException("a pprof profile cannot say that "
                    + (depth == 0 ? "the root itself" : new String(names.name(path[depth - 1]), StandardCharsets.UTF_8))
                    + " has the value " + Long.toUnsignedString(self));
        }
        Sample.Builder sample = Sample.newBuilder().addValue(self);
        for (int i = depth - 1; i >= 0; i--) {
            sample.addLocationId(path[i] + FIRST_NAME);
        }
        out.writeMessage(Profile.SAMPLE_FIELD_NUMBER, sample.build());
        samples++;
    }

    private void writeTables(String type, String unit) throws IOException {
        out.writeMessage(
                Profile.SAMPLE_TYPE_FIELD_NUMBER,
                ValueType.newBuilder().setType(1).setUnit(2).build());
        for (int id = FIRST_NAME; id < names.count() + FIRST_NAME; id++) {
            out.writeMessage(
                    Profile.LOCATION_FIELD_NUMBER,
                    Location.newBuilder()
                            .setId(id)
                            .addLine(Line.newBuilder().setFunctionId(id))
                            .build());
            out.writeMessage(
                    Profile.FUNCTION_FIELD_NUMBER,
                    Function.newBuilder()
                            .setId(id)
                            .setName(id)
                            .setSystemName(id)
                            .build());
        }
        out.writeString(Profile.STRING_TABLE_FIELD_NUMBER, "");
        out.writeString(Profile.STRING_TABLE_FIELD_NUMBER, type);
        out.writeString(Profile.STRING_TABLE_FIELD_NUMBER, unit);
        for (int i = 0; i < names.count(); i++) {
            out.writeByteArray(Profile.STRING_TABLE_FIELD_NUMBER, names.name(i));
        }
        out.flush();
    }
}
