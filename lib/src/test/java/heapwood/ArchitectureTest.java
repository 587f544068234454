package heapwood;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

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
    static final ArchRule treeNeedsTheJdkAlone = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("heapwood.tree..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("heapwood.tree..", "java..");
}
