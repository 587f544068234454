package heapwood.profile;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A format that is not read, but may be mistaken for a profile's or contain profiles, with a message that names it and what to do.
 */
enum ForeignFormat {
    JAR(
            "a jar file",
            "record the program in it: profile --record -- java -jar FILE",
            head -> isZip(head) && head.text().contains("META-INF/")),
    ZIP("a zip file", "unpack it, and read what is in it", ForeignFormat::isZip),
    TWICE(
            "packed more than once",
            "unpack it once before",
            head -> head.startsWith(0x1f, 0x8b)
                    || head.startsWith(0xfd, '7', 'z', 'X', 'Z', 0)
                    || head.startsWith(0x28, 0xb5, 0x2f, 0xfd)),
    BZIP2(
            "packed with bzip2",
            "unpack it first: bzip2 -d",
            head -> head.isBinary()
                    && head.startsWith("BZh")
                    && (head.has(4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
                            || head.has(4, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90))),
    LZ4(
            "packed with lz4",
            "unpack it first: lz4 -d",
            head -> head.startsWith(4, 0x22, 0x4d, 0x18) || head.startsWith(2, 0x21, 0x4c, 0x18)),
    LZMA("packed with lzma", "unpack it first: xz -d", head -> head.startsWith(0x5d, 0, 0)),
    LZIP("packed with lzip", "unpack it first: lzip -d", head -> head.startsWith("LZIP\1")),
    COMPRESS("packed with compress", "unpack it first: gzip -d", head -> head.startsWith(0x1f, 0x9d)),
    SNAPPY("packed with snappy", "unpack it first", head -> head.startsWith("\u00ff\6\0\0sNaPpY")),
    SEVEN_ZIP("a 7z file", "unpack it, and read what is in it", head -> head.startsWith("7z\u00bc\u00af\u0027\u001c")),
    RAR("a rar file", "unpack it, and read what is in it", head -> head.startsWith("Rar!\u001a\7")),
    TAR(
            "a tar file",
            "unpack it, and read what is in it: tar xf",
            head -> head.isBinary() && head.has(257, 'u', 's', 't', 'a', 'r')),
    PERF_DATA(
            "a perf.data file",
            "run `perf script -i FILE | stackcollapse-perf.pl` and read what that prints",
            head -> head.isBinary()
                    && (head.startsWith("PERFILE2") || head.startsWith("2ELIFREP") || head.startsWith("PERFFILE"))),
    HEAP_DUMP(
            "a heap dump",
            "it has objects, not stacks that count; open it with VisualVM or Eclipse Memory Analyzer",
            head -> head.startsWith("JAVA PROFILE 1.0.") && head.isBinary()),
    NETTRACE(
            "a .NET trace",
            "`dotnet-trace convert --format Speedscope` makes a file of it that speedscope.app shows",
            head -> head.isBinary() && head.startsWith("Nettrace")),
    CLASS_FILE(
            "a Java class file", "it has code, not stacks that count", head -> head.startsWith(0xca, 0xfe, 0xba, 0xbe)),
    ELF(
            "an ELF program, library or core dump",
            "it has code or memory, not stacks that count",
            head -> head.startsWith(0x7f, 'E', 'L', 'F')),
    PICTURE("a picture", "read the profile that it was drawn from", ForeignFormat::isPicture),
    SQLITE(
            "an SQLite database",
            "export stacks with the tool that wrote it",
            head -> head.startsWith("SQLite format 3\0")),
    GO_TRACE(
            "a Go execution trace",
            "`go tool trace -pprof=sync FILE` makes a pprof profile of it",
            head -> head.startsWith("go 1.") && head.text().contains(" trace\0")),
    GPERFTOOLS(
            "a legacy profile of gperftools",
            Constants.TO_PPROF,
            head -> head.startsWith(0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0)
                    || head.startsWith(0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0)),
    MOJO(
            "a file of Austin's binary format",
            "`mojo2austin FILE OUT` makes collapsed stacks of it",
            head -> head.startsWith("MOJ") && head.isBinary()),
    UTF_32(
            "UTF-32 text",
            "make UTF-8 of it: iconv -f UTF-32 -t UTF-8",
            head -> head.startsWith(0xff, 0xfe, 0, 0) || head.startsWith(0, 0, 0xfe, 0xff)),
    UTF_16(
            "UTF-16 text without a byte-order mark",
            "make UTF-8 of it: iconv -f UTF-16LE -t UTF-8, or -f UTF-16BE",
            ForeignFormat::isUtf16),

    LEGACY_PPROF(
            "a legacy text profile of pprof",
            Constants.TO_PPROF + ", or fetch it without debug=1",
            head -> Constants.LEGACY.matcher(firstLine(head)).matches()),
    JEMALLOC(
            "a heap profile of jemalloc",
            "`jeprof --collapsed PROGRAM FILE` makes collapsed stacks of it",
            head -> firstLine(head).startsWith("heap_v2/")),
    HPROF_TEXT(
            "a text profile of the JDK's old hprof agent",
            "record with Flight Recorder: profile --record -- java …",
            head -> head.startsWith("JAVA PROFILE 1.0.")),
    CALLGRIND(
            "a callgrind profile",
            "gprof2dot and KCachegrind show it",
            head -> hasLine(head, Constants.CALLGRIND_LINE, "# callgrind format", "events: ", "fn=(")),
    SPEEDSCOPE(
            "a speedscope file",
            "have the profiler write collapsed stacks or pprof instead",
            head -> isJson(head, "speedscope.app/file-format-schema", "\"exporter\":\"speedscope")),
    CHROME_TRACE(
            "a Chrome trace",
            "it has events, not stacks that count; ui.perfetto.dev shows it",
            head -> isJson(head, "\"traceevents\"", "\"ph\":")),
    CPUPROFILE("a profile of V8", "speedscope.app shows it", head -> isJson(head, "\"callframe\"")),
    FIREFOX(
            "a profile of the Firefox Profiler",
            "profiler.firefox.com shows it; have the profiler write collapsed" + " stacks or pprof instead",
            head -> isJson(
                    head, "\"preprocessedprofileversion\"", "\"libs\":", "\"stackwalk\"", "\"meta\":{\"interval\"")),
    OTLP_JSON("an OTLP profile in JSON", "have it written in protobuf", head -> isJson(head, "\"resourceprofiles\"")),
    JSON(
            "JSON of an unknown kind",
            "have the profiler write collapsed stacks or pprof instead",
            head -> Constants.JSON_START.matcher(head.smallText()).lookingAt()),
    SVG(
            "a picture, perhaps of a flame graph",
            "read the profile that it was drawn from",
            head -> head.smallText().startsWith("<") && head.text().contains("<svg")),
    HTML(
            "an HTML page, perhaps of a flame graph",
            "read the profile that it was made of, or, if it is of async-profiler,"
                    + " `jfrconv -o collapsed FILE OUT` takes its stacks out",
            head -> head.smallText().startsWith("<!doctype html")
                    || head.smallText().startsWith("<html")),
    XML(
            "XML of an unknown kind",
            "have the profiler write collapsed stacks or pprof instead",
            head -> head.smallText().startsWith("<?xml")),
    ASYNC_PROFILER_TEXT(
            "a text report of async-profiler",
            "record with -o collapsed, or to a .jfr file",
            head -> head.text().startsWith("--- Execution profile ---")),
    THREAD_DUMP(
            "a thread dump",
            "it has no counts; record a profile instead",
            head -> head.text().contains("Full thread dump")),
    BPFTRACE(
            "a report of bpftrace",
            "run `stackcollapse-bpftrace.pl FILE` and read what that prints",
            head -> hasLine(head, Constants.BPFTRACE_LINE, "@")),
    PERF_SCRIPT(
            "what `perf script` prints",
            "run `stackcollapse-perf.pl FILE` and read what that prints",
            head -> hasLine(head, Constants.PERF_LINE, " ("));

    private static final Set<ForeignFormat> BINARY = EnumSet.range(JAR, UTF_16);
    private static final Set<ForeignFormat> TEXT = EnumSet.complementOf(EnumSet.range(JAR, UTF_16));

    private final String text;
    private final String advice;
    private final Predicate<Head> is;

    ForeignFormat(String text, String advice, Predicate<Head> is) {
        this.text = text;
        this.advice = advice;
        this.is = is;
    }

    /** The strings and patterns used by the enumeration's constants. Static fields of the enumeration itself would be initialized too late. */
    private static final class Constants {
        static final String TO_PPROF =
                "`go tool pprof -proto -output=OUT.pprof FILE` makes a profile of it that is read";
        static final Pattern LEGACY = Pattern.compile(
                "(heap|goroutine|threadcreate) profile: .*|--- ?(contention|heapz|growthz|threadz|mutex).*"
                        + "|goroutine \\d+ .*\\[.*\\]:");
        static final Pattern CALLGRIND_LINE = Pattern.compile("(?m)^(# callgrind format|events: .*|fn=\\(\\d+\\).*)$");
        static final Pattern JSON_START = Pattern.compile("\\{\\s*[\"}]|\\[\\s*[\\[{\"\\]\\d]");
        static final Pattern BPFTRACE_LINE = Pattern.compile("(?m)^@\\w*\\[");
        static final Pattern PERF_LINE = Pattern.compile("(?m)^[ \\t]+[0-9a-f]{4,16} \\S.* \\(.*\\)$");
        static final Pattern COLON = Pattern.compile("\\s*:\\s*");
    }

    /** Returns the binary format that the first bytes belong to, if any. */
    static Optional<ForeignFormat> binary(Head head) {
        return first(BINARY, head);
    }

    /** Returns the text format that the first bytes belong to, if any. */
    static Optional<ForeignFormat> text(Head head) {
        return first(TEXT, head);
    }

    private static Optional<ForeignFormat> first(Set<ForeignFormat> formats, Head head) {
        for (ForeignFormat format : formats) {
            if (format.is.test(head)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Returns the exception for an input of this format, whose message is one line for a user. */
    ProfileException refusal(String name) {
        return new ProfileException(name + ": this is " + text + ": " + advice);
    }

    private static String firstLine(Head head) {
        String text = head.text();
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(0, end);
    }

    /**
     * Returns whether a line matches a pattern.
     *
     * @param parts texts of which such a line contains one; searching for them is far quicker
     */
    private static boolean hasLine(Head head, Pattern line, String... parts) {
        String text = head.text();
        for (String part : parts) {
            if (text.contains(part)) {
                return line.matcher(text).find();
            }
        }
        return false;
    }

    private static boolean isZip(Head head) {
        return head.startsWith('P', 'K', 3, 4) || head.startsWith('P', 'K', 5, 6) || head.startsWith('P', 'K', 7, 8);
    }

    private static boolean isPicture(Head head) {
        return head.startsWith(0x89, 'P', 'N', 'G', '\r', '\n')
                || head.startsWith(0xff, 0xd8, 0xff)
                || (head.startsWith("GIF8") || head.startsWith("%PDF-")) && head.isBinary()
                || head.startsWith("RIFF") && head.has(8, 'W', 'E', 'B', 'P');
    }

    /** Returns whether every second byte of the first thirty-two letters is zero. */
    private static boolean isUtf16(Head head) {
        int pairs = Math.min(32, head.bytes().length / 2);
        int[] zeros = new int[2];
        for (int i = 0; i < 2 * pairs; i++) {
            zeros[i & 1] += head.bytes()[i] == 0 ? 1 : 0;
        }
        return pairs > 1 && Math.max(zeros[0], zeros[1]) == pairs && Math.min(zeros[0], zeros[1]) == 0;
    }

    private static boolean isJson(Head head, String... marks) {
        String text = head.smallText();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        String dense = Constants.COLON.matcher(text).replaceAll(":");
        return Arrays.stream(marks).anyMatch(dense::contains);
    }
}
