package heapwood.profile;

import java.util.Optional;

/** A profile's format, recognized by the structure of its first bytes after decompression. */
public enum Format {
    /** Collapsed stacks, one stack a line: {@code frame;frame;… count}. */
    COLLAPSED("collapsed stacks"),
    /** A recording by the JDK's Flight Recorder, or by async-profiler in the same format. */
    JFR("a JFR recording"),
    /** A pprof profile in Protocol Buffers, as {@code go tool pprof} reads it. */
    PPROF("a pprof profile"),
    /** OpenTelemetry's OTLP profiles in Protocol Buffers. */
    OTLP("OTLP profiles"),
    /** A {@link heapwood.tree.FrozenTree}. */
    FROZEN("a frozen tree");

    private final String text;

    Format(String text) {
        this.text = text;
    }

    /** Returns the binary format that the first bytes belong to, if any. */
    static Optional<Format> binary(Head head) {
        if (head.startsWith('F', 'L', 'R', 0)) {
            return Optional.of(JFR);
        }
        // The format's version follows, a small number.
        if (head.startsWith("HWFT")
                && (head.isWhole() && head.bytes().length == 4 || head.bytes()[4] >= 0 && head.bytes()[4] < '\t')) {
            return Optional.of(FROZEN);
        }
        if (head.isBinary() && OtlpFields.areIn(head.bytes())) {
            return Optional.of(OTLP);
        }
        return PprofFields.areIn(head.bytes()) ? Optional.of(PPROF) : Optional.empty();
    }

    /** Returns the format's name with its article: {@code a JFR recording}. */
    @Override
    public String toString() {
        return text;
    }
}
