/** Reading profiles into trees, writing trees as profiles, and drawing them as flame graphs. Depends on {@link heapwood.tree}. */
package heapwood.profile;
