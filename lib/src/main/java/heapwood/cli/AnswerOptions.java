package heapwood.cli;

import heapwood.profile.FrameStyle;
import heapwood.profile.Pruning;
import heapwood.profile.Stacks;
import heapwood.tree.StackTree;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that transform the tree of a profile, declared in the order in which they are applied. */
final class AnswerOptions {
    @Option(
            names = "--plain-names",
            description =
                    "Take from names what differs from run to run: line numbers, numbers and addresses of lambdas and"
                            + " generated classes, async-profiler's marks.")
    private boolean plainNames;

    @Option(
            names = "--focus",
            paramLabel = "RE",
            converter = RegularExpression.class,
            description = "Keep the stacks with a frame that a regular expression finds something in.")
    private Pattern focus;

    @Option(
            names = "--ignore",
            paramLabel = "RE",
            converter = RegularExpression.class,
            description = "Leave out the stacks with such a frame.")
    private Pattern ignore;

    @Option(
            names = "--from",
            paramLabel = "RE",
            converter = RegularExpression.class,
            description = "Keep the stacks with such a frame, from the outermost one on.")
    private Pattern from;

    @Option(
            names = "--hide",
            paramLabel = "RE",
            converter = RegularExpression.class,
            description = "Leave such frames out of all stacks.")
    private Pattern hide;

    @Option(names = "--invert", description = "Turn stacks round: each frame's callers are above it.")
    private boolean invert;

    @Option(
            names = "--min-weight",
            paramLabel = "W",
            description = "Keep the nodes whose total is W or more, the rest as (other).")
    private Long minWeight;

    @Option(
            names = "--prune",
            paramLabel = "N",
            description = "Keep the N heaviest nodes, the rest as (other): totals stay the same.")
    private Integer prune;

    /**
     * Checks the values of the options, before a long read.
     *
     * @throws CommandFailure if a number is negative
     */
    void check() {
        if (prune != null && prune < 0) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--prune must be 0 or more, not " + prune);
        }
        if (minWeight != null && minWeight < 0) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "--min-weight must be 0 or more, not " + minWeight);
        }
    }

    /**
     * Checks that the options can be used with {@code --diff}.
     *
     * @throws CommandFailure if nodes would be pruned, since other nodes would be left out of either side
     */
    void checkDiff() {
        if (prunes()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "--prune and --min-weight leave out other nodes on either side: use them without --diff");
        }
    }

    /** Returns whether any of these options is given. */
    boolean any() {
        return changesStacks() || prunes();
    }

    /** Returns whether nodes are replaced by {@code (other)}. */
    boolean prunes() {
        return minWeight != null || prune != null;
    }

    private boolean changesStacks() {
        return plainNames || focus != null || ignore != null || from != null || hide != null || invert;
    }

    /**
     * Returns the profile's tree with all given options applied, or {@code profile} itself if none is given.
     *
     * @param note the consumer of one line for each regular expression that matches no frame
     * @throws CommandFailure if a regular expression overflows the stack on a long name
     */
    StackTree of(StackTree profile, Consumer<String> note) {
        StackTree tree = profile;
        if (plainNames) {
            tree = Stacks.rename(tree, FrameStyle::plain);
        }
        tree = matching(tree, "--focus", focus, Stacks::focus, note);
        tree = matching(tree, "--ignore", ignore, Stacks::ignore, note);
        tree = matching(tree, "--from", from, Stacks::from, note);
        tree = matching(tree, "--hide", hide, Stacks::hide, note);
        if (invert) {
            tree = Stacks.invert(tree);
        }
        if (minWeight != null) {
            tree = Pruning.atLeast(tree, minWeight);
        }
        return prune == null ? tree : Pruning.heaviest(tree, prune);
    }

    private static StackTree matching(
            StackTree tree,
            String option,
            Pattern pattern,
            BiFunction<StackTree, Pattern, StackTree> filter,
            Consumer<String> note) {
        if (pattern == null) {
            return tree;
        }
        try {
            if (!Stacks.anyMatches(tree, pattern)) {
                note.accept(option + " " + pattern + ": no frame matches");
            }
            return filter.apply(tree, pattern);
        } catch (StackOverflowError e) {
            // The JDK's matcher recurs once for each character that a repeated group matches.
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    option + " " + pattern
                            + ": takes too deep a recursion on a long name; write it without a group that is repeated");
        }
    }

    /** The converter of a regular expression, with an error message of one line. */
    static final class RegularExpression implements ITypeConverter<Pattern> {
        @Override
        public Pattern convert(String value) {
            try {
                return Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                throw new TypeConversionException("\"" + value + "\" is no regular expression: " + e.getDescription()
                        + " at character " + (e.getIndex() + 1));
            }
        }
    }
}
