package heapwood.benchmarks;

import heapwood.tree.CompactForest;
import heapwood.tree.CompactTree;
import heapwood.tree.ReferenceTree;
import heapwood.tree.StackTree;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.collections4.trie.PatriciaTrie;

/** What keys are inserted into. */
enum Contestant {
    REFERENCE {
        @Override
        Supplier<Inserter> trees() {
            return () -> new ReferenceTree()::insert;
        }
    },
    COMPACT {
        @Override
        Supplier<Inserter> trees() {
            return () -> new CompactTree()::insert;
        }
    },
    /** Trees of one forest, each dropped when the next one comes: the steady state of a sliding window of one. */
    RECYCLED {
        @Override
        Supplier<Inserter> trees() {
            CompactForest forest = new CompactForest();
            CompactTree[] last = new CompactTree[1];
            return () -> {
                if (last[0] != null) {
                    forest.drop(last[0].handle());
                }
                last[0] = forest.tree(forest.newTree());
                return last[0]::insert;
            };
        }
    },
    /** Nodes with a HashMap of children by name, as async-profiler's converter has them. */
    HASH_MAPS {
        @Override
        Supplier<Inserter> trees() {
            return () -> new Node(HashMap::new)::insert;
        }
    },
    /** The same with fastutil's maps, which have no entry objects. */
    FASTUTIL {
        @Override
        Supplier<Inserter> trees() {
            return () -> new Node(() -> new Object2ObjectOpenHashMap<>(4))::insert;
        }
    },
    /** One PatriciaTrie from whole keys to values: no inner nodes' values, no frames. */
    PATRICIA {
        @Override
        Supplier<Inserter> trees() {
            return () -> {
                PatriciaTrie<Long> trie = new PatriciaTrie<>();
                return (key, offset, length, value) ->
                        trie.merge(new String(key, offset, length, StandardCharsets.ISO_8859_1), value, Long::sum);
            };
        }
    };

    /** What makes new trees. */
    abstract Supplier<Inserter> trees();

    private static final class Node {
        private final Supplier<Map<String, Node>> maps;
        private Map<String, Node> children;
        private long self;
        private long total;

        Node(Supplier<Map<String, Node>> maps) {
            this.maps = maps;
        }

        void insert(byte[] key, int offset, int length, long value) {
            Node node = this;
            int end = offset + length;
            for (int from = offset; from <= end; ) {
                int to = from;
                while (to < end && key[to] != StackTree.SEPARATOR) {
                    to++;
                }
                node.total += value;
                node = node.child(new String(key, from, to - from, StandardCharsets.ISO_8859_1));
                from = to + 1;
            }
            node.total += value;
            node.self += value;
        }

        private Node child(String name) {
            if (children == null) {
                children = maps.get();
            }
            return children.computeIfAbsent(name, any -> new Node(maps));
        }
    }
}
