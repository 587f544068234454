/**
 * The classes that notebook cells use: scales, progress, charts, tables.
 *
 * <p>Everything here appears as a cell's last value, on JJava without any set-up and on IJava after one start-up line. An
 * example cell:
 *
 * <pre>{@code
 * Scale at = Scale.of(scale);
 * Plot plot = Plot.titled("The reference tree has three objects a node")
 *         .x("nodes").logX()
 *         .y("live objects").logY();
 * Plot.Curve reference = plot.curve("reference", Look.tree("reference"));
 * int[] widths = at.pick(new int[] {20, 40}, new int[] {20, 40, 80}, new int[] {20, 40, 80, 160});
 * try (Progress progress = Progress.of("sizes", widths.length)) {
 *     for (int width : widths) {
 *         progress.now("width " + width);
 *         reference.point(...);      // several at one x are repetitions: points, median, interval
 *         // reference.failed(x, "out of memory");
 *         progress.step();           // throws CancellationException when the reader interrupts the kernel
 *     }
 * }
 * plot.picture("02-objects", "Live objects by JOL").saved()      // shown, and in results/ as PNG and SVG
 * }</pre>
 *
 * <p>Tables are tablesaw's; {@code Sheet.of("02-objects", "caption", table).saved()} shows one and writes CSV. Under
 * collectors, {@code Look.of("compact", "ZGC")} or {@code Look.collector("ZGC")}; {@link heapwood.notebook.Si} formats
 * numbers for titles; {@code Picture.of(name, title, caption, image)} takes what other code has drawn.
 */
package heapwood.notebook;
