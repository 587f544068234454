package heapwood.notebook;

import heapwood.lab.child.LiveObjects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of the objects of small graphs, by JOL. Bytes are those of this JVM with its flags. */
public final class ObjectTables {
    private ObjectTables() {}

    /**
     * Returns the objects and bytes reachable from each of some roots, by class, side by side. The last row is the sum.
     *
     * @param roots heading -> the root, in the order of the columns
     */
    public static Table byClass(Map<String, ?> roots) {
        Map<String, Map<String, LiveObjects.ByClass>> counts = new LinkedHashMap<>();
        Map<String, Long> heaviest = new TreeMap<>();
        roots.forEach((heading, root) -> {
            Map<String, LiveObjects.ByClass> byName = new LinkedHashMap<>();
            for (LiveObjects.ByClass one : LiveObjects.byClass(root)) {
                byName.put(one.className(), one);
                heaviest.merge(one.className(), one.bytes(), Math::max);
            }
            counts.put(heading, byName);
        });
        List<String> classes = new ArrayList<>(heaviest.keySet());
        classes.sort(Comparator.comparing(heaviest::get, Comparator.reverseOrder()));

        StringColumn names = StringColumn.create("class");
        classes.forEach(name -> names.append(shortName(name)));
        names.append("all");
        Table table = Table.create(names);
        counts.forEach((heading, byName) -> addColumns(table, heading, classes, byName));
        return table;
    }

    private static void addColumns(
            Table table, String heading, List<String> classes, Map<String, LiveObjects.ByClass> byName) {
        LongColumn objects = LongColumn.create(heading + ": objects");
        LongColumn bytes = LongColumn.create(heading + ": bytes");
        long allObjects = 0;
        long allBytes = 0;
        for (String name : classes) {
            LiveObjects.ByClass one = byName.getOrDefault(name, new LiveObjects.ByClass(name, 0, 0));
            objects.append(one.objects());
            bytes.append(one.bytes());
            allObjects += one.objects();
            allBytes += one.bytes();
        }
        table.addColumns(objects.append(allObjects), bytes.append(allBytes));
    }

    /** Returns a class's name without its package: {@code ReferenceTree$Node[]}. */
    private static String shortName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Returns the layout of a class, in bytes: the header, the fields in the order of memory, and the alignment gaps.
     *
     * @param className the name with its package, {@code $} before the name of a nested class
     * @throws IllegalArgumentException if there is no such class
     */
    public static Table layout(String className) {
        LiveObjects.prepare();
        ClassLayout layout;
        try {
            layout = ClassLayout.parseClass(Class.forName(className));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + className + " on the class path", e);
        }
        Rows rows = new Rows();
        rows.add(0, layout.headerSize(), "", "(object header)");
        for (FieldLayout field : layout.fields()) {
            rows.gapUntil(field.offset());
            rows.add(field.offset(), field.size(), shortName(field.typeClass()), field.name());
        }
        rows.gapUntil(layout.instanceSize());
        rows.add(0, layout.instanceSize(), "", "(whole object)");
        return rows.table();
    }

    /** A builder of a layout's rows that adds a row for each gap. */
    private static final class Rows {
        private final LongColumn offsets = LongColumn.create("offset (bytes)");
        private final LongColumn sizes = LongColumn.create("size (bytes)");
        private final StringColumn types = StringColumn.create("type");
        private final StringColumn fields = StringColumn.create("field");
        private long end;

        void add(long offset, long size, String type, String field) {
            offsets.append(offset);
            sizes.append(size);
            types.append(type);
            fields.append(field);
            end = offset + size;
        }

        void gapUntil(long offset) {
            if (offset > end) {
                add(end, offset - end, "", "(alignment gap)");
            }
        }

        Table table() {
            return Table.create(fields, types, offsets, sizes);
        }
    }
}
