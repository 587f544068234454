package heapwood.profile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;

/**
 * The functions that a pprof profile asks to leave out with all that they call, such as those of the allocator that took the
 * sample. The expressions have Go's syntax, and matching any of them takes linear time.
 */
final class DroppedFrames {
    /**
     * The greatest length of an expression in characters. Longer ones, and those with more groups or repetitions than the two
     * numbers below, cost more than they are worth.
     */
    private static final int LONGEST = 10_000;

    private static final int MOST_GROUPS = 500;
    private static final int MOST_REPEATED = 100_000;

    private static final java.util.regex.Pattern REPETITION = java.util.regex.Pattern.compile("\\{(\\d+,)?(\\d+),?}");

    /** A pattern whose group finds the start of a list of parameters: a parenthesis that is part of neither of two C++ names. */
    private static final java.util.regex.Pattern PARAMETERS =
            java.util.regex.Pattern.compile("\\(anonymous namespace\\)|operator\\(\\)|(\\()");

    private final Pattern drop;
    private final Pattern keep;
    private final FrameLimit limit;
    private final Map<String, Boolean> known = new HashMap<>();

    private DroppedFrames(Pattern drop, Pattern keep, FrameLimit limit) {
        this.drop = drop;
        this.keep = keep;
        this.limit = limit;
    }

    /**
     * Compiles a profile's expressions.
     *
     * @param name the profile's name in messages
     * @param drop an expression; functions whose whole name it matches are dropped
     * @param keep an expression for those of them that are kept; empty for none
     * @param limit the limit of work for matching
     * @return the functions; null if there is nothing to drop or an expression is invalid, which Go's tool ignores as well
     * @throws ProfileException if an expression is too long
     */
    static DroppedFrames of(String name, String drop, String keep, FrameLimit limit) throws ProfileException {
        if (drop.isEmpty()) {
            return null;
        }
        checkSize(name, drop);
        checkSize(name, keep);
        try {
            Pattern kept = keep.isEmpty() ? null : Pattern.compile("^(" + keep + ")$");
            return new DroppedFrames(Pattern.compile("^(" + drop + ")$"), kept, limit);
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    private static void checkSize(String name, String expression) throws ProfileException {
        double repeated = Math.max(1, expression.length());
        for (MatchResult repetition : REPETITION.matcher(expression).results().toList()) {
            repeated *= Math.max(1, Double.parseDouble(repetition.group(2)));
        }
        long groups = expression.chars().filter(c -> c == '(').count();
        if (expression.length() > LONGEST || groups > MOST_GROUPS || repeated > MOST_REPEATED) {
            throw new ProfileException(name + ": drops frames by an expression that is too long (" + expression.length()
                    + " characters, " + groups + " groups): keep them (--all-frames)");
        }
    }

    /**
     * Returns whether a function's frames are dropped.
     *
     * @throws ProfileException if matching takes more than the limit allows
     */
    boolean has(String function) throws IOException {
        Boolean dropped = known.get(function);
        if (dropped == null) {
            String simple = withoutParameters(function);
            dropped = matches(drop, simple) && !(keep != null && matches(keep, simple));
            known.put(function, dropped);
        }
        return dropped;
    }

    private boolean matches(Pattern pattern, String function) throws IOException {
        try {
            return pattern.matcher(new Metered(function, pattern.programSize())).find();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns a name as Go's tool matches it: without a leading dot and without parameters. */
    private static String withoutParameters(String function) {
        String text = function.startsWith(".") ? function.substring(1) : function;
        return PARAMETERS
                .matcher(text)
                .results()
                .filter(found -> found.group(1) != null)
                .findFirst()
                .map(found -> text.substring(0, found.start()))
                .orElse(text);
    }

    /** A character sequence that counts how often its characters are read, each time by all of the expression's steps. */
    private final class Metered implements CharSequence {
        private final String text;
        private final int steps;

        Metered(String text, int steps) {
            this.text = text;
            this.steps = steps;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            try {
                limit.addSteps(steps);
            } catch (ProfileException e) {
                throw new UncheckedIOException(e);
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
