package heapwood.score;

import heapwood.lab.child.Code;
import heapwood.ladder.OwnForest;
import heapwood.tree.StackTree;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A source file with a tree or a forest, compiled by this JDK's compiler. */
final class SourceFile {
    private static final int MOST_ERRORS = 5;

    private SourceFile() {}

    /**
     * Compiles a file, and returns the class in it that is a tree or a forest.
     *
     * @param file the source file, with any number of classes, in a package or in none
     * @param classPath the jars and directories that it needs besides the kit; may be empty
     * @param target an empty directory for the class files
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if it does not compile, or has no tree, or several; the message names the file and the line
     */
    static Class<?> compiled(Path file, String classPath, Path target) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalArgumentException(
                    file + ": this Java has no compiler: run with a JDK, or give a class file's name");
        }
        Files.newInputStream(file).close(); // or the compiler's message would be about a class
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(errors, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-d", target.toString(), "-proc:none", "-nowarn", "-encoding", "UTF-8", "-cp", path(classPath));
            boolean done = compiler.getTask(
                            new StringWriter(), files, errors, options, null, files.getJavaFileObjects(file))
                    .call();
            if (!done) {
                throw new IllegalArgumentException(said(file, errors));
            }
        }
        return treeIn(file, classPath, target);
    }

    private static String path(String classPath) {
        return Stream.of(Code.location().toString(), System.getProperty("java.class.path"), classPath)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String said(Path file, DiagnosticCollector<JavaFileObject> errors) {
        return errors.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .limit(MOST_ERRORS)
                .map(each -> file + ", line " + each.getLineNumber() + ": "
                        + each.getMessage(Locale.ROOT).replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
    }

    private static Class<?> treeIn(Path file, String classPath, Path target) throws IOException {
        ClassLoader loader = loader(target + File.pathSeparator + classPath);
        List<Class<?>> trees = new ArrayList<>();
        try (Stream<Path> files = Files.walk(target)) {
            for (Path each : files.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                String name = target.relativize(each).toString();
                Class<?> found = load(name.substring(0, name.length() - 6).replace(File.separatorChar, '.'), loader);
                if (isTree(found)) {
                    trees.add(found);
                }
            }
        }
        String base = file.getFileName().toString().replaceFirst("\\.java$", "");
        return Stream.of(
                        trees.stream()
                                .filter(each -> each.getSimpleName().equals(base))
                                .toList(),
                        trees.stream().filter(OwnForest.class::isAssignableFrom).toList(),
                        trees.stream()
                                .filter(each -> each.getEnclosingClass() == null)
                                .toList(),
                        trees)
                .filter(some -> some.size() == 1)
                .findFirst()
                .map(some -> some.get(0))
                .orElseThrow(() -> new IllegalArgumentException(
                        trees.isEmpty()
                                ? file + ": no class in it is a tree: let one implement heapwood.ladder.OwnTree"
                                : file + ": several classes in it are trees, and none is named " + base + ": "
                                        + trees.stream()
                                                .map(Class::getSimpleName)
                                                .collect(Collectors.joining(", "))));
    }

    private static boolean isTree(Class<?> c) {
        return (StackTree.class.isAssignableFrom(c) || OwnForest.class.isAssignableFrom(c))
                && !Modifier.isAbstract(c.getModifiers())
                && !c.isAnonymousClass();
    }

    /** Returns a loader of the classes on a class path. */
    static ClassLoader loader(String classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String part : classPath.split(File.pathSeparator)) {
            if (!part.isEmpty()) {
                urls.add(Path.of(part).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), SourceFile.class.getClassLoader());
    }

    /** Returns a class, none of whose code is run. */
    static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(name + ": there is no such class on the class path (--class-path)", e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(name + ": the class cannot be loaded: " + e, e);
        }
    }
}
