package heapwood.profile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;

/**
 * The functions that a pprof profile asks to leave out with all that they call, such as those of the allocator that took the sample.
 * The expressions are Go's, whose matching takes linear time whatever they are.
 */
final class DroppedFrames {
    /** Longer expressions, or such that repetitions make longer, take more than they tell. */
    private static final int LONGEST = 10_000;

    private static final int MOST_GROUPS = 500;
    private static final int MOST_REPEATED = 100_000;

    private static final java.util.regex.Pattern REPETITION = java.util.regex.Pattern.compile("\\{(\\d+,)?(\\d+),?}");

    /** Where a list of parameters begins: at a parenthesis that belongs to neither of two names. */
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
     * @param name what messages call the profile
     * @param drop which functions are dropped, if the expression matches all of their names
     * @param keep which of them are not; empty for none
     * @param limit of what matching may take
     * @return null if there is nothing to drop, or an expression is none, which Go's tool passes over, too
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

    /** A name as Go's tool matches it: without a dot before it and parameters behind it. */
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

    /** Counts how often its characters are looked at, each time by all of the expression's steps. */
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
