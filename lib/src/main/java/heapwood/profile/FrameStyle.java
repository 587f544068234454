package heapwood.profile;

import java.util.regex.Pattern;

/** Names made equal that profilers, runs and JVMs write differently, so that profiles can be compared. */
public final class FrameStyle {
    /** {@code _[j]} and the like: how async-profiler says that a Java frame was interpreted, compiled, inlined. */
    private static final Pattern JAVA_MARK = Pattern.compile("_\\[[01ij]]$");

    private static final Pattern OTHER_MARK = Pattern.compile("_\\[[a-z]]$");

    /** {@code Main.run:17}, {@code Main.run(Main.java:17)}. */
    private static final Pattern LINE = Pattern.compile(":\\d+$|\\([^()]*\\.[a-z]+:\\d+\\)$");

    /** What a hidden class's name has behind it: {@code /0x00007f…}, {@code +0x00007f….123}, {@code .0x00007f…}. */
    private static final Pattern HIDDEN_CLASS = Pattern.compile("[/+.]0x[0-9a-f]+(\\.\\d+)?(?![0-9a-zA-Z_])");

    /** The numbers of lambdas' classes and methods, of proxies and accessors. */
    private static final Pattern NUMBER =
            Pattern.compile("(lambda\\$[^./:]*)\\$\\d+|(\\$\\$Lambda|\\$Proxy|Generated\\w*Accessor)\\$?\\d+");

    /** {@code Service$$EnhancerBySpringCGLIB$$1a2b3c4d}, {@code $$FastClassByCGLIB$$…}. */
    private static final Pattern GENERATOR_HASH = Pattern.compile("(\\$\\$\\w+?)\\$\\$[0-9a-f]{4,8}(?![0-9a-zA-Z_])");

    private FrameStyle() {}

    /** Without all that {@link #withoutMark}, {@link #withoutLine} and {@link #withoutGenerated} take away. */
    public static String plain(String frame) {
        return withoutGenerated(withoutLine(withoutMark(frame)));
    }

    /**
     * Without async-profiler's mark of how a frame ran; a name with the mark of a Java frame has dots in its class's name, as the
     * JDK's recorder writes it: {@code java/util/HashMap.put_[j]} is {@code java.util.HashMap.put}.
     */
    public static String withoutMark(String frame) {
        if (JAVA_MARK.matcher(frame).find()) {
            return frame.substring(0, frame.length() - 4).replace('/', '.');
        }
        return OTHER_MARK.matcher(frame).replaceFirst("");
    }

    /** Without a line number at its end, and a file's name before it. */
    public static String withoutLine(String frame) {
        return LINE.matcher(frame).replaceFirst("");
    }

    /**
     * Without the numbers and addresses that differ from run to run in the names of lambdas, hidden classes, proxies, accessors and
     * generated subclasses: {@code Main$$Lambda$14/0x0000000800c03000.run} is {@code Main$$Lambda.run}.
     */
    public static String withoutGenerated(String frame) {
        if (frame.indexOf('$') < 0 && !frame.contains("0x") && !frame.contains("Accessor")) {
            return frame;
        }
        String shown = HIDDEN_CLASS.matcher(frame).replaceAll("");
        shown = NUMBER.matcher(shown).replaceAll("$1$2");
        return GENERATOR_HASH.matcher(shown).replaceAll("$1");
    }
}
