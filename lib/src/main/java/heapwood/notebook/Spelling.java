package heapwood.notebook;

/** A comparison of texts that finds small edits and misspellings. */
final class Spelling {
    private Spelling() {}

    /**
     * Returns whether two different names are so similar that one may be the other misspelt: at most one letter in three differs.
     */
    static boolean isLike(String one, String other) {
        return !one.equals(other) && distance(one, other) <= Math.max(one.length(), other.length()) / 3;
    }

    /** Returns whether two texts differ in one place only, which is less than half of them. */
    static boolean isEdited(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return 2 * (start + end) > Math.max(one.length(), other.length());
    }

    /** Returns the number of letters to add, remove or replace to turn one text into the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
