package heapwood.cli;

import picocli.CommandLine.Command;

/** The parent of the commands of a store. */
@Command(
        name = "store",
        header = "Keeps profiles over time in a folder, and answers for any range of it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StoreAppendCommand.class,
            StoreQueryCommand.class,
            StoreInfoCommand.class,
            StoreMeasureCommand.class
        })
final class StoreCommand {}
