package heapwood.profile;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells which format an input has by the structure of its first bytes: of what is binary, by marks and fields that no text has; of
 * text, by whether its lines end with counts. What is neither is refused, and said what it is, where that shows.
 */
final class Recognition {
    private Recognition() {}

    /**
     * Returns the format.
     *
     * @param text what the head shows if it is text
     * @param lenient whether lines without counts are to be skipped
     * @param name what messages call the input
     * @throws ProfileException if it is none that is read
     */
    static Format of(Head head, TextHead text, boolean lenient, String name) throws ProfileException {
        if (text.declared()) {
            return Format.COLLAPSED;
        }
        Optional<Format> format = Format.binary(head);
        if (format.isPresent()) {
            return format.get();
        }
        Optional<ForeignFormat> foreign = ForeignFormat.binary(head);
        if (foreign.isEmpty() && !isCollapsed(head, text)) {
            foreign = ForeignFormat.text(head);
            if (foreign.isEmpty() && !text.isMostlyStacks() && !(lenient && isPossible(head, text))) {
                throw unknown(head, text, name);
            }
        }
        if (foreign.isPresent()) {
            throw foreign.get().refusal(name);
        }
        return Format.COLLAPSED;
    }

    /** Whether the lines leave no doubt. Where the first does not end, the letters have to do. */
    private static boolean isCollapsed(Head head, TextHead text) {
        return text.isNearlyAllStacks() && (text.lines() > 0 || !head.isBinary());
    }

    private static boolean isPossible(Head head, TextHead text) {
        return text.stacks() > 0 || !head.isBinary();
    }

    /** Whether these bytes, plain, are read as just the lines that they are: with one count, and ends that are line feeds. */
    static boolean isPlainCollapsed(Head head) {
        TextHead text = TextHead.of(head.bytes(), head.isWhole());
        return !ProfileInput.isPacked(head.bytes())
                && !Encoding.hasMark(head)
                && Format.binary(head).isEmpty()
                && ForeignFormat.binary(head).isEmpty()
                && isCollapsed(head, text)
                && text.separator() == '\n'
                && text.comments() == 0
                && !text.hasPairs();
    }

    private static ProfileException unknown(Head head, TextHead text, String name) {
        String read = Arrays.stream(Format.values()).map(Format::toString).collect(Collectors.joining(", "));
        if (head.isBinary() || text.otherLine() == 0) {
            String bytes = HexFormat.ofDelimiter(" ")
                    .formatHex(Arrays.copyOf(head.bytes(), Math.min(16, head.bytes().length)));
            return new ProfileException(
                    name + ": is none of what is read (" + read + "): it begins with the bytes " + bytes);
        }
        return ProfileException.atLine(
                name,
                text.otherLine(),
                "it has no count (an unsigned whole number) after a last space: "
                        + CollapsedLine.excerpt(head.bytes(), text.otherStart(), text.otherEnd())
                        + "; is it a profile? What is read: " + read);
    }
}
