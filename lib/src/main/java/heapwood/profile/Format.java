package heapwood.profile;

import java.util.Optional;

/** A profile's format, seen from the structure of its first bytes, unpacked. */
public enum Format {
    /** A line a stack: {@code frame;frame;… count}. */
    COLLAPSED("collapsed stacks"),
    /** A recording by the JDK's Flight Recorder, or in its format by async-profiler. */
    JFR("a JFR recording"),
    /** Protocol Buffers, as {@code go tool pprof} reads them. */
    PPROF("a pprof profile"),
    /** OTLP profiles in Protocol Buffers, as OpenTelemetry has them. */
    OTLP("OTLP profiles"),
    /** A {@link heapwood.tree.FrozenTree}. */
    FROZEN("a frozen tree");

    private final String text;

    Format(String text) {
        this.text = text;
    }

    /** Returns the format among those that are no text. */
    static Optional<Format> binary(Head head) {
        if (head.startsWith('F', 'L', 'R', 0)) {
            return Optional.of(JFR);
        }
        // Its version follows, a small number.
        if (head.startsWith("HWFT")
                && (head.isWhole() && head.bytes().length == 4 || head.bytes()[4] >= 0 && head.bytes()[4] < '\t')) {
            return Optional.of(FROZEN);
        }
        if (head.isBinary() && OtlpFields.areIn(head.bytes())) {
            return Optional.of(OTLP);
        }
        return PprofFields.areIn(head.bytes()) ? Optional.of(PPROF) : Optional.empty();
    }

    /** With its article: {@code a JFR recording}. */
    @Override
    public String toString() {
        return text;
    }
}
