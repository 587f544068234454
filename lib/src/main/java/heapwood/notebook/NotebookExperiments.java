package heapwood.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import heapwood.lab.plan.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * The reader of a notebook's experiments at a scale, without a kernel and without measuring. It executes the imports, the
 * parameters and the cells that pass an experiment to {@link Trials}, each of these up to that call, and no other cell.
 */
public final class NotebookExperiments {
    private static final String RUNS = "Trials.run(";

    private final Path notebook;
    private final List<Experiment> experiments = new ArrayList<>();

    private NotebookExperiments(Path notebook) {
        this.notebook = notebook;
    }

    /**
     * Returns the experiments of a notebook. Takes some seconds, and starts the JDKs found to query their collectors. Only one call
     * may run at a time.
     *
     * @param notebook the notebook's file
     * @param scale the scale that replaces the one in the notebook's parameters
     * @return the experiments in the notebook's order; empty if it runs none
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the file is not a notebook, or a cell fails; the message names the file and the cause
     */
    public static List<Experiment> of(Path notebook, Scale scale) throws IOException {
        NotebookExperiments planned = new NotebookExperiments(notebook);
        List<Cell> cells = planned.cells(Files.readString(notebook));
        synchronized (NotebookExperiments.class) {
            Trials.plan(planned.experiments::add);
            try {
                planned.execute(cells, scale);
            } finally {
                Trials.plan(null);
            }
        }
        return List.copyOf(planned.experiments);
    }

    /** A cell of code. */
    private record Cell(String source, boolean parameters) {
        boolean counts() {
            return parameters || source.contains(RUNS) || source.lines().allMatch(line -> line.startsWith("import "));
        }
    }

    private List<Cell> cells(String json) {
        try {
            List<Cell> cells = new ArrayList<>();
            for (JsonElement element :
                    JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("cells")) {
                JsonObject cell = element.getAsJsonObject();
                if (cell.get("cell_type").getAsString().equals("code")) {
                    JsonArray tags = cell.getAsJsonObject("metadata").getAsJsonArray("tags");
                    cells.add(new Cell(
                            text(cell.get("source")),
                            tags != null && tags.toString().contains("\"parameters\"")));
                }
            }
            return cells.stream().filter(Cell::counts).toList();
        } catch (JsonParseException | IllegalStateException | NullPointerException | ClassCastException e) {
            throw new IllegalArgumentException(notebook + ": is no notebook", e);
        }
    }

    private static String text(JsonElement source) {
        return source.isJsonArray()
                ? source.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : source.getAsString();
    }

    private void execute(List<Cell> cells, Scale scale) {
        try (JShell shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), Map.of())
                .compilerOptions("-classpath", System.getProperty("java.class.path"))
                .build()) {
            for (Cell cell : cells) {
                execute(shell, cell.source);
                if (cell.parameters) {
                    execute(shell, "scale = \"" + scale + "\";");
                }
            }
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(notebook + ": this Java cannot execute cells: use a JDK", e);
        }
    }

    /** Executes a cell's statements, up to the call that would run its experiment. */
    private void execute(JShell shell, String source) {
        String rest = source;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (SnippetEvent event : shell.eval(next.source() == null ? rest : next.source())) {
                if (isPlanned(shell, event)) {
                    return;
                }
            }
            rest = next.source() == null ? "" : next.remaining();
        }
    }

    private boolean isPlanned(JShell shell, SnippetEvent event) {
        if (event.exception() instanceof EvalException thrown) {
            if (thrown.getExceptionClassName().equals(Trials.Planned.class.getName())) {
                return true;
            }
            throw new IllegalArgumentException(
                    notebook + ": " + thrown.getExceptionClassName() + ": " + thrown.getMessage());
        }
        if (event.causeSnippet() == null && event.status() == Snippet.Status.REJECTED) {
            String why = shell.diagnostics(event.snippet())
                    .map(each ->
                            each.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
                    .collect(Collectors.joining("; "));
            throw new IllegalArgumentException(notebook + ": "
                    + event.snippet().source().strip().lines().findFirst().orElse("") + " …: " + why
                    + " (only imports, parameters and cells with " + RUNS + "…) are executed)");
        }
        return false;
    }
}
