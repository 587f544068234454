/**
 * The scoring of a reader's own tree: its class brought into child JVMs, its behavior examined there, its costs measured by the laboratory
 * beside those of the kit's trees, and all of it put on one card.
 */
package heapwood.score;
