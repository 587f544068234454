package heapwood.cli;

import heapwood.workload.TreeKind;
import picocli.CommandLine.Option;

/** The option that chooses the kind of tree. */
final class TreeOption {
    @Option(
            names = "--tree",
            paramLabel = "KIND",
            defaultValue = "reference",
            description = "Which tree: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private TreeKind kind;

    TreeKind kind() {
        return kind;
    }
}
