package heapwood.profile;

import java.util.List;
import java.util.regex.Pattern;

/** Functions that normalize frame names that profilers, runs and JVMs write differently, so that profiles can be compared. */
public final class FrameStyle {
    /** The suffixes, such as {@code _[j]}, by which async-profiler marks a Java frame as interpreted, compiled or inlined. */
    private static final Pattern JAVA_MARK = Pattern.compile("_\\[[01ij]]$");

    private static final Pattern OTHER_MARK = Pattern.compile("_\\[[a-z]]$");

    /** The line number at the end of {@code Main.run:17} or {@code Main.run(Main.java:17)}. */
    private static final Pattern LINE = Pattern.compile(":\\d+$|\\([^()]*\\.[a-z]+:\\d+\\)$");

    /** A pattern and the replacement for what it finds. */
    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String expression, String replacement) {
            return new Rule(Pattern.compile(expression), replacement);
        }
    }

    /** The end of a class's name: a method, a line or the end of the text follows. */
    private static final String END = "(?![0-9a-zA-Z_])";

    /** The rules that remove from names of generated classes and methods the parts that differ from run to run. */
    private static final List<Rule> GENERATED = List.of(
            // Hidden classes: Main$$Lambda/0x00007f…, +0x00007f….123, .0x00007f…
            Rule.of("[/+.]0x[0-9a-f]+(\\.\\d+)?" + END, ""),
            // Hidden classes of JDK 8, with a hash: Main$$Lambda$14/1323165413, LambdaForm$DMH/1880587981
            Rule.of("(\\$\\w*)[/.]\\d+(?=[.:/]|$)", "$1"),
            // Method handles: LambdaForm$MH012.invokeStatic_001_LL_L
            Rule.of("(LambdaForm\\$[A-Z]+)\\d+", "$1"),
            Rule.of("(LambdaForm\\$.*[.:][a-zA-Z]+)_\\d{3}(?=_|$)", "$1"),
            // Lambdas, proxies, accessors: Main.lambda$main$0, Main$$Lambda$14, $Proxy23, GeneratedMethodAccessor12
            Rule.of("(lambda\\$[^./:]*?)(\\$\\d+)+" + END, "$1"),
            Rule.of("(\\$\\$Lambda|\\$Proxy|Generated\\w*Accessor)\\$?\\d+", "$1"),
            // Of Kotlin and Scala: MainKt.main$lambda$0, Main$.$anonfun$main$1
            Rule.of("(\\$lambda|\\$anonfun(?:\\$\\w+?)??)(\\$\\d+)+" + END, "$1"),
            // The modules that proxies are in: jdk.proxy2.$Proxy
            Rule.of("\\bjdk([./])proxy\\d+(?=[./]\\$Proxy)", "jdk$1proxy"),
            // CGLIB, Spring, Guice: Service$$EnhancerByCGLIB$$1a2b3c4d, Service$$SpringCGLIB$$0, CGLIB$run$3
            Rule.of("(\\$\\$[a-zA-Z]\\w*?)\\$\\$[0-9a-f]{1,16}" + END, "$1"),
            Rule.of("(CGLIB\\$[^./:]*?)\\$\\d+" + END, "$1"),
            // Byte Buddy, and Hibernate and Mockito that use it: Order$HibernateProxy$aB3dE6gH, run$original$aB3dE6gH
            Rule.of("(\\$(?:ByteBuddy|Hibernate\\w*|MockitoMock|auxiliary))\\$(?!auxiliary)\\w+", "$1"),
            Rule.of("(\\$(?:original|accessor))\\$(?!accessor)[0-9a-zA-Z]{8}" + END, "$1"),
            // Javassist: Order_$$_jvst1a2_3, Order_$$_javassist_12
            Rule.of("(_\\$\\$_(?:jvst|javassist))\\w+", "$1"),
            // Groovy: scripts without a name, call sites
            Rule.of("^([Ss]cript)\\d+(?=[.$])", "$1"),
            Rule.of(
                    "(\\$\\w+)\\$\\d+(?=[.]call(?:Current|Static|Constructor|GetProperty|GroovyObjectGetProperty)$)",
                    "$1"));

    /** A pattern found in every name without a dollar sign that may be generated. */
    private static final Pattern MAY_BE_GENERATED = Pattern.compile("0x|Accessor|^[Ss]cript\\d");

    private FrameStyle() {}

    /**
     * Returns a name without everything that {@link #withoutMark}, {@link #withoutLine} and {@link #withoutGenerated} remove.
     *
     * @param frame a frame's name
     */
    public static String plain(String frame) {
        return withoutGenerated(withoutLine(withoutMark(frame)));
    }

    /**
     * Returns a name without async-profiler's suffix for how a frame ran. A name with the suffix of a Java frame also gets dots in
     * its class's name, as the JDK's recorder writes it: {@code java/util/HashMap.put_[j]} becomes {@code java.util.HashMap.put}.
     *
     * @param frame a frame's name
     */
    public static String withoutMark(String frame) {
        if (JAVA_MARK.matcher(frame).find()) {
            return frame.substring(0, frame.length() - 4).replace('/', '.');
        }
        return OTHER_MARK.matcher(frame).replaceFirst("");
    }

    /**
     * Returns a name without the line number at its end and the file name before that.
     *
     * @param frame a frame's name
     */
    public static String withoutLine(String frame) {
        return LINE.matcher(frame).replaceFirst("");
    }

    /**
     * Returns a name without the numbers, addresses and random letters that differ from run to run in the names of lambdas, method
     * handles, hidden classes, proxies, accessors and generated subclasses: {@code Main$$Lambda$14/0x0000000800c03000.run} becomes
     * {@code Main$$Lambda.run}.
     *
     * @param frame a frame's name
     */
    public static String withoutGenerated(String frame) {
        if (frame.indexOf('$') < 0 && !MAY_BE_GENERATED.matcher(frame).find()) {
            return frame;
        }
        String shown = frame;
        for (Rule rule : GENERATED) {
            shown = rule.pattern.matcher(shown).replaceAll(rule.replacement);
        }
        return shown;
    }
}
