package heapwood.time;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A builder of one record of a {@link Series}. A record has new names and nodes first, then runs, then the sealed
 * blocks.
 */
final class SeriesRecord {
    private final Part names = new Part();
    private final Part nodes = new Part();
    private final Part runs = new Part();
    private final Part sealed = new Part();

    /**
     * Adds names and nodes of a table.
     *
     * @param stacks the table
     * @param firstName the first name to add; all later ones follow
     * @param firstNode the first node to add; all later ones follow
     */
    void stacks(StackTable stacks, int firstName, int firstNode) throws IOException {
        NameTable table = stacks.names();
        for (int name = firstName; name < table.count(); name++) {
            names.next().writeByteArrayNoTag(Arrays.copyOfRange(table.bytes(), table.start(name), table.end(name)));
        }
        for (int node = firstNode; node < stacks.count(); node++) {
            CodedOutputStream out = nodes.next();
            out.writeUInt32NoTag(node - stacks.parent(node));
            out.writeUInt32NoTag(stacks.name(node));
        }
    }

    void run(int level, long slot, byte[] run) throws IOException {
        CodedOutputStream out = runs.next();
        out.writeUInt32NoTag(level);
        out.writeSInt64NoTag(slot);
        out.writeUInt32NoTag(run.length);
        out.writeRawBytes(run);
    }

    void sealed(int level, long until) throws IOException {
        CodedOutputStream out = sealed.next();
        out.writeUInt32NoTag(level);
        out.writeSInt64NoTag(until);
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (Part part : new Part[] {names, nodes, runs, sealed}) {
            part.writeTo(out);
        }
        out.flush();
        return bytes.toByteArray();
    }

    /** A part of the record: encoded items and their number. */
    private static final class Part {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        private int count;

        CodedOutputStream next() {
            count++;
            return out;
        }

        void writeTo(CodedOutputStream all) throws IOException {
            out.flush();
            all.writeUInt32NoTag(count);
            all.writeRawBytes(bytes.toByteArray());
        }
    }
}
