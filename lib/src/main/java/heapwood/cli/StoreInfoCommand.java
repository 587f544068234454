package heapwood.cli;

import heapwood.profile.Quantity;
import heapwood.time.ProfileStore;
import heapwood.time.SeriesInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "info", header = "Lists the series of a store: their times, profiles, stacks and bytes.")
final class StoreInfoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "The store.")
    private Path folder;

    @Option(names = "--check", description = "Read everything, and check that all sums are those of their profiles.")
    private boolean check;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ProfileStore store = ProfileStore.openToRead(folder)) {
            out.printf(
                    "%10s %12s %10s %12s  %-20s  %-20s  %s%n",
                    "profiles", "nodes", "names", "on disk", "from", "to", "series");
            for (SeriesInfo series : store.series()) {
                out.printf(
                        "%10s %12s %10s %12s  %-20s  %-20s  %s (%s, %s s)%n",
                        Quantity.count(series.profiles()),
                        Quantity.count(series.nodes()),
                        Quantity.count(series.names()),
                        Quantity.bytes(series.bytes()),
                        series.first() == null ? "" : series.first(),
                        series.end() == null ? "" : series.end(),
                        ProfileReport.printable(series.name()),
                        series.sampling().unit(),
                        series.sampling().step().toMillis() / 1e3);
            }
            if (check) {
                try (Progress progress = Progress.of(spec.commandLine().getErr(), "checking")) {
                    store.check();
                }
                out.println("all sums are those of their profiles");
            }
        }
        return ExitCode.OK;
    }
}
