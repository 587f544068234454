package heapwood.score;

import java.util.List;

/**
 * The result of one check of a tree's behavior.
 *
 * @param check the check's name: {@code empty labels}
 * @param sequences the number of sequences compared
 * @param mistake the mistake found; null if the tree answered as the reference tree does
 * @param detail a few words more about the mistake; empty for none
 * @param example the shortest sequence found that shows the mistake, one insertion a line; empty if there is none
 * @param expected the right answer to that; empty if there is none
 * @param got the tree's answer
 */
public record Finding(
        String check,
        int sequences,
        Mistake mistake,
        String detail,
        List<String> example,
        String expected,
        String got) {
    static Finding right(String check, int sequences) {
        return new Finding(check, sequences, null, "", List.of(), "", "");
    }

    static Finding of(String check, int sequences, Mistake mistake, String got) {
        return new Finding(check, sequences, mistake, "", List.of(), "", got);
    }

    /** Returns whether the tree's behavior is right in this check. */
    public boolean isRight() {
        return mistake == null || !mistake.isWrong();
    }

    /** Returns the mistake in words: {@code fails on names with equal hash codes (String.hashCode)}; empty if there is none. */
    public String said() {
        return mistake == null ? "" : mistake.label() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
