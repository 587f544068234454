package heapwood.cli;

import heapwood.profile.ProfileSummary;
import heapwood.profile.Quantity;
import heapwood.profile.Timeline;
import heapwood.time.ProfileStore;
import heapwood.time.Sampling;
import heapwood.tree.CompactTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "append",
        header = "Adds profiles to a store, each at the time when it begins.",
        description = {
            "The time is in the file's name, such as app-2026-11-25T143000Z.pprof or app-1790000000.folded (seconds or"
                    + " milliseconds since 1970), or is said with --time.",
            "A profile that has been added survives a crash. If one cannot be read, those before it stay."
        },
        sortOptions = false)
final class StoreAppendCommand implements Callable<Integer> {
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})-?(\\d\\d)-?(\\d\\d)[T_ -]?(\\d\\d)[:.-]?(\\d\\d)[:.-]?(\\d\\d)(Z?)");
    private static final Pattern SINCE_1970 = Pattern.compile("(?<!\\d)(\\d{10})(\\d{3})?(?!\\d)");

    @Parameters(index = "0", paramLabel = "FOLDER", description = "The store; made if it is not there.")
    private Path folder;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "Profiles of any format.")
    private List<Path> files;

    @Option(names = "--app", paramLabel = "NAME", required = true, description = "The series: an application.")
    private String app;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = Time.class,
            description = "When the one profile begins: 2026-11-25T14:30:00Z (without a zone, this system's).")
    private Instant time;

    @Option(
            names = "--step",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How many seconds a profile stands for, the same in each call (default: ${DEFAULT-VALUE}).")
    private double step;

    @Option(
            names = "--event-times",
            description =
                    "Of recordings, and of pprof and OTLP profiles with time stamps: add each sample to the step in which it was"
                            + " taken, instead of all to the one when the profile begins.")
    private boolean eventTimes;

    @Mixin
    private ChoiceOptions choice;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (time != null && files.size() > 1) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "--time says when one profile begins, and there are " + files.size());
        }
        if (time != null && eventTimes) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT, "--event-times says when samples were taken: leave out --time");
        }
        List<Instant> times = new ArrayList<>();
        for (Path file : files) {
            times.add(time != null ? time : eventTimes ? null : timeInName(file));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (ProfileStore store = ProfileStore.openToWrite(folder);
                Progress progress = new Progress(spec.commandLine().getErr(), "profiles added", files.size())) {
            store.notes().forEach(out::println);
            for (int i = 0; i < files.size(); i++) {
                if (eventTimes) {
                    appendSamples(store, files.get(i));
                } else {
                    append(store, files.get(i), times.get(i));
                }
                progress.advance();
            }
        }
        out.printf(
                "%s %s added to %s%n", Quantity.count(files.size()), files.size() == 1 ? "profile" : "profiles", app);
        return ExitCode.OK;
    }

    private void append(ProfileStore store, Path file, Instant begin) throws IOException {
        CompactTree tree = new CompactTree();
        ProfileSummary read = choice.reader().read(file, tree);
        add(store, file, sampling(read), begin, tree);
    }

    /** Adds a profile for each step in which samples of a file were taken. */
    private void appendSamples(ProfileStore store, Path file) throws IOException {
        Timeline timeline = new Timeline();
        Sampling sampling = sampling(choice.reader().readTimes(file, timeline));
        long millis = sampling.step().toMillis();
        Instant begin = Instant.ofEpochMilli(Math.floorDiv(timeline.first().toEpochMilli(), millis) * millis);
        while (!begin.isAfter(timeline.last())) {
            Instant end = begin.plus(sampling.step());
            CompactTree tree = timeline.tree(begin, end);
            if (tree.nodeCount() > 1) {
                add(store, file, sampling, begin, tree);
            }
            begin = end;
        }
    }

    private Sampling sampling(ProfileSummary read) {
        return CommandFailure.checked(() -> new Sampling(Duration.ofMillis(Math.round(step * 1000)), read.unit()));
    }

    private void add(ProfileStore store, Path file, Sampling sampling, Instant begin, CompactTree tree)
            throws IOException {
        try {
            store.append(app, sampling, begin, tree);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": " + e.getMessage());
        }
    }

    static Instant timeInName(Path file) {
        String name = file.getFileName().toString();
        Matcher date = DATE.matcher(name);
        if (date.find()) {
            int[] parts = new int[6];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = Integer.parseInt(date.group(i + 1));
            }
            try {
                LocalDateTime local = LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
                return local.atZone(date.group(7).isEmpty() ? ZoneId.systemDefault() : ZoneOffset.UTC)
                        .toInstant();
            } catch (DateTimeException e) {
                throw new CommandFailure(ExitCode.BAD_INPUT, file + ": " + e.getMessage() + ": say when with --time");
            }
        }
        Matcher since1970 = SINCE_1970.matcher(name);
        if (since1970.find()) {
            String millis = since1970.group(2) == null ? "000" : since1970.group(2);
            return Instant.ofEpochMilli(Long.parseLong(since1970.group(1) + millis));
        }
        throw new CommandFailure(
                ExitCode.BAD_INPUT, file + ": its name has no date and time: say when it begins with --time");
    }

    /** The converter of a time, with an error message of one line. */
    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String value) {
            try {
                return value.endsWith("Z") || value.matches(".*[+-]\\d\\d:?\\d\\d")
                        ? OffsetDateTime.parse(value).toInstant()
                        : LocalDateTime.parse(value)
                                .atZone(ZoneId.systemDefault())
                                .toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException("\"" + value + "\" is no time: write 2026-11-25T14:30:00Z");
            }
        }
    }
}
