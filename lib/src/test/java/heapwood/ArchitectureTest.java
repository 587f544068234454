package heapwood;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import heapwood.lab.child.Code;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Packages need each other in one direction only. */
@AnalyzeClasses(packages = "heapwood", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrowsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("tree")
            .definedBy("heapwood.tree..")
            .layer("ladder")
            .definedBy("heapwood.ladder..")
            .layer("workload")
            .definedBy("heapwood.workload..")
            .layer("profile")
            .definedBy("heapwood.profile..")
            .layer("lab")
            .definedBy("heapwood.lab..")
            .layer("time")
            .definedBy("heapwood.time..")
            .layer("score")
            .definedBy("heapwood.score..")
            .layer("notebook")
            .definedBy("heapwood.notebook..")
            .layer("cli")
            .definedBy("heapwood.cli..")
            .whereLayer("tree")
            .mayNotAccessAnyLayer()
            .whereLayer("ladder")
            .mayOnlyAccessLayers("tree")
            .whereLayer("workload")
            .mayOnlyAccessLayers("tree")
            .whereLayer("profile")
            .mayOnlyAccessLayers("tree")
            .whereLayer("lab")
            .mayOnlyAccessLayers("tree", "ladder", "workload", "profile")
            .whereLayer("time")
            .mayOnlyAccessLayers("tree")
            .whereLayer("score")
            .mayOnlyAccessLayers("tree", "ladder", "workload", "profile", "lab")
            .whereLayer("notebook")
            .mayOnlyAccessLayers("tree", "ladder", "workload", "profile", "lab", "time", "score")
            .whereLayer("cli")
            .mayOnlyAccessLayers("tree", "workload", "profile", "lab", "time", "score", "notebook");

    @ArchTest
    static final ArchRule arrowsOfTheLaboratoryPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("host")
            .definedBy("heapwood.lab.host..")
            .layer("plan")
            .definedBy("heapwood.lab.plan..")
            .layer("child")
            .definedBy("heapwood.lab.child..")
            .layer("run")
            .definedBy("heapwood.lab.run..")
            .layer("rows")
            .definedBy("heapwood.lab.rows..")
            .whereLayer("host")
            .mayNotAccessAnyLayer()
            .whereLayer("plan")
            .mayOnlyAccessLayers("host")
            .whereLayer("child")
            .mayOnlyAccessLayers("host", "plan")
            .whereLayer("run")
            .mayOnlyAccessLayers("host", "plan", "child")
            .whereLayer("rows")
            .mayOnlyAccessLayers("host", "plan", "child");

    @ArchTest
    static final ArchRule theLaboratoryIsItsFivePackages = ArchRuleDefinition.noClasses()
            .that()
            .doNotHaveFullyQualifiedName("heapwood.lab.package-info")
            .should()
            .resideInAPackage("heapwood.lab");

    /**
     * A class that is loaded in a child but lies in none of its jars would fail the trial that needs it. Annotations are
     * not loaded.
     */
    @ArchTest
    static final ArchRule childrenReachNothingThatIsNotOnTheirClassPath = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("heapwood.lab.child..")
            .should()
            .transitivelyDependOnClassesThat(DescribedPredicate.describe(
                    "lie outside a child's class path", (JavaClass c) -> !isOnChildsClassPath(c)));

    private static boolean isOnChildsClassPath(JavaClass c) {
        if (c.getPackageName().startsWith("heapwood.") || c.isArray() || c.isPrimitive() || c.isAnnotation()) {
            return true;
        }
        return c.getSource()
                .map(source -> source.getUri().toString())
                .map(uri -> uri.startsWith("jrt:")
                        || Stream.of(Code.classPath().split(File.pathSeparator))
                                .anyMatch(
                                        jar -> uri.contains(Path.of(jar).toUri().getPath())))
                .orElse(false);
    }

    @ArchTest
    static final ArchRule treeNeedsTheJdkAlone = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("heapwood.tree..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("heapwood.tree..", "java..");
}
