package heapwood.profile;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The recognition of an input's format by the structure of its first bytes. Binary formats are recognized by marks and fields that
 * no text contains, text by lines that end with counts. Any other input is refused; the message names its format if that is
 * recognized.
 */
final class Recognition {
    private Recognition() {}

    /**
     * Returns the format of an input.
     *
     * @param text the properties of the first lines if the head is text
     * @param lenient whether lines without counts will be skipped
     * @param name the input's name in messages
     * @throws ProfileException if the format is not one that is read
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

    /** Returns whether the lines are collapsed stacks without doubt. If the head has no complete line, its characters decide. */
    private static boolean isCollapsed(Head head, TextHead text) {
        return text.isNearlyAllStacks() && (text.lines() > 0 || !head.isBinary());
    }

    private static boolean isPossible(Head head, TextHead text) {
        return text.stacks() > 0 || !head.isBinary();
    }

    /** Returns whether these bytes, without compression, are read unchanged as lines with one count that end with line feeds. */
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
