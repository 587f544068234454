package heapwood.workload;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import heapwood.tree.StackTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A recorded case of the original program: keys inserted into an empty tree, and the nodes that one iteration then
 * reported.
 *
 * @param name the subject of the case
 * @param inserts the keys and values inserted, in order
 * @param iterate every node in the order of {@link StackTree#iterate}
 */
public record GoldenCase(String name, List<Insert> inserts, List<Node> iterate) {
    private static final Gson GSON =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    /**
     * An insertion of a key.
     *
     * @param key the key's bytes
     * @param value the value inserted, unsigned
     */
    public record Insert(byte[] key, long value) {}

    /**
     * A node as an iteration reports it.
     *
     * @param key the node's iterated key
     * @param self the node's self value, unsigned
     * @param total the node's total, unsigned
     */
    public record Node(byte[] key, long self, long total) {
        /** Returns the node in the form of the file: the key in hex, the numbers unsigned. */
        @Override
        public String toString() {
            return "key " + HexFormat.of().formatHex(key) + " self " + Long.toUnsignedString(self) + " total "
                    + Long.toUnsignedString(total);
        }

        boolean matches(Node other) {
            return self == other.self && total == other.total && Arrays.equals(key, other.key);
        }
    }

    /**
     * Reads a case from its JSON: {@code {"name": …, "inserts": [{"key": hex, "value": decimal}, …], "iterate": [{"key":
     * hex, "self": decimal, "total": decimal}, …]}}, with {@code null} for no inserts.
     *
     * @param json the JSON of one case
     * @return the case
     * @throws IllegalArgumentException if {@code json} is not a case in that form; the message says what is wrong
     */
    public static GoldenCase parse(String json) {
        try {
            Raw raw = GSON.fromJson(json, Raw.class);
            if (raw == null) {
                throw new IllegalArgumentException("it is empty");
            }
            return raw.decode();
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("it is not the JSON of a case: " + plain(e), e);
        }
    }

    /**
     * Inserts the keys into a tree and compares the nodes that the tree reports with the recorded ones.
     *
     * @param tree an empty tree
     * @return the first difference, or nothing if there is none
     */
    public Optional<String> differenceOn(StackTree tree) {
        for (Insert insert : inserts) {
            tree.insert(insert.key(), insert.value());
        }
        List<Node> reported = report(tree);
        for (int i = 0; i < Math.max(iterate.size(), reported.size()); i++) {
            Node expected = i < iterate.size() ? iterate.get(i) : null;
            Node came = i < reported.size() ? reported.get(i) : null;
            if (expected == null || came == null || !expected.matches(came)) {
                return Optional.of("node " + (i + 1) + ": expected " + orNone(expected) + ", came " + orNone(came));
            }
        }
        if (tree.nodeCount() != reported.size()) {
            return Optional.of("nodeCount: expected " + reported.size() + ", came " + tree.nodeCount());
        }
        return Optional.empty();
    }

    private static List<Node> report(StackTree tree) {
        List<Long> totals = new ArrayList<>();
        tree.walk((depth, names, offset, length, self, total) -> totals.add(total));
        List<Node> nodes = new ArrayList<>();
        tree.iterate((key, length, self) -> {
            long total = nodes.size() < totals.size() ? totals.get(nodes.size()) : 0;
            nodes.add(new Node(Arrays.copyOf(key, length), self, total));
        });
        return nodes;
    }

    private static String orNone(Node node) {
        return node == null ? "no node" : node.toString();
    }

    /** Returns Gson's message without the class names before it and the link after it. */
    private static String plain(JsonParseException e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return first.replaceFirst("^([a-z]+\\.)+\\w+: ", "")
                .replaceFirst(" at line 1 column (\\d+).*", " at column $1");
    }

    private record Raw(String name, List<RawInsert> inserts, List<RawNode> iterate) {
        GoldenCase decode() {
            String known = name == null ? "(no name)" : name;
            if (iterate == null) {
                throw new IllegalArgumentException("it has no \"iterate\"");
            }
            List<RawInsert> given = inserts == null ? List.of() : inserts;
            return new GoldenCase(
                    known,
                    given.stream().map(Raw::decode).toList(),
                    iterate.stream().map(Raw::decode).toList());
        }

        private static Insert decode(RawInsert raw) {
            required(raw, "inserts");
            return new Insert(hex(raw.key), unsigned("value", raw.value));
        }

        private static Node decode(RawNode raw) {
            required(raw, "iterate");
            return new Node(hex(raw.key), unsigned("self", raw.self), unsigned("total", raw.total));
        }

        private static void required(Object element, String list) {
            if (element == null) {
                throw new IllegalArgumentException("an element of \"" + list + "\" is null");
            }
        }

        private static byte[] hex(String key) {
            try {
                return HexFormat.of().parseHex(key);
            } catch (IllegalArgumentException | NullPointerException e) {
                throw new IllegalArgumentException("a \"key\" is not hex: " + shortened(key), e);
            }
        }

        private static long unsigned(String field, String value) {
            try {
                return Long.parseUnsignedLong(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "a \"" + field + "\" is not an unsigned 64-bit number: " + shortened(value), e);
            }
        }

        private static String shortened(String text) {
            return text == null || text.length() <= 40 ? text : text.substring(0, 40) + "…";
        }
    }

    private record RawInsert(String key, String value) {}

    private record RawNode(String key, String self, String total) {}
}
