package heapwood.notebook;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * The names that connect a cell with others. Nothing is evaluated to find them.
 *
 * @param declared variables, methods and types that it declares, in order
 * @param assigned variables of other cells to which it gives values, by statements of their own
 * @param mentioned all identifiers in its code but those behind a dot, its own among them
 * @param known whether all of it could be read; else it may declare anything
 * @param imports whether it does no more than import
 */
record CellNames(Set<String> declared, Set<String> assigned, Set<String> mentioned, boolean known, boolean imports) {
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|//[^\\n]*|/\\*(?s:.*?)\\*/");
    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?<![\\p{javaJavaIdentifierPart}.])\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
    /** Not the shell's word for it: it knows one only where the variable is there already. */
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "\\s*(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)\\s*(?:[-+*/%&|^]|<<|>>>?)?=(?!=)");

    private static final Pattern IMPORTS = Pattern.compile("(?:\\s*import\\s[^;]*;)*\\s*");

    /**
     * Returns a cell's names.
     *
     * @param source the cell's
     * @param shell that will evaluate it; without one only imports are known
     */
    static CellNames of(String source, Optional<JShell> shell) {
        String code = NO_CODE.matcher(source).replaceAll(" ");
        Set<String> mentioned = new HashSet<>();
        Matcher identifiers = IDENTIFIER.matcher(code);
        while (identifiers.find()) {
            mentioned.add(identifiers.group());
        }
        Set<String> declared = new LinkedHashSet<>();
        Set<String> assigned = new LinkedHashSet<>();
        boolean imports = IMPORTS.matcher(code).matches();
        boolean known = imports
                || shell.map(each -> read(source, each, declared, assigned)).orElse(false);
        return new CellNames(declared, assigned, mentioned, known, imports);
    }

    /** Reads all statements; false if that stops before the end. */
    private static boolean read(String source, JShell shell, Set<String> declared, Set<String> assigned) {
        String rest = source;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                return next.completeness() == Completeness.EMPTY;
            }
            for (Snippet snippet : shell.sourceCodeAnalysis().sourceToSnippets(next.source())) {
                if (snippet instanceof DeclarationSnippet declaration) {
                    declared.add(declaration.name());
                }
            }
            Matcher assignment =
                    ASSIGNMENT.matcher(NO_CODE.matcher(next.source()).replaceAll(" "));
            if (assignment.lookingAt()) {
                assigned.add(assignment.group(1));
            }
            rest = next.remaining();
        }
        return true;
    }

    /** Returns whether a cell needs what this one makes: it mentions a name that is made here and not there. */
    boolean feeds(CellNames other) {
        if (!known) {
            return true;
        }
        Set<String> made = new HashSet<>(declared);
        made.addAll(assigned);
        if (made.isEmpty()) {
            made.addAll(mentioned); // a cell that only checks: what it has found wrong is nobody's to use
        }
        made.retainAll(other.mentioned);
        made.removeAll(other.declared);
        return !made.isEmpty();
    }
}
