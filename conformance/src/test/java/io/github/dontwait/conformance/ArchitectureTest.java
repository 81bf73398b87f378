package io.github.dontwait.conformance;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** The arrows of the house: who may know whom. */
class ArchitectureTest {

    private static final String ROOT = "io.github.dontwait.conformance";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void arrowsGoOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("words")
                .definedBy(ROOT)
                .layer("subject")
                .definedBy(ROOT + ".subject")
                .layer("bench")
                .definedBy(ROOT + ".bench")
                .layer("report")
                .definedBy(ROOT + ".report")
                .layer("stimulus")
                .definedBy(ROOT + ".stimulus")
                .layer("contract")
                .definedBy(ROOT + ".contract")
                .layer("run")
                .definedBy(ROOT + ".run")
                .layer("cli")
                .definedBy(ROOT + ".cli..")
                .whereLayer("words")
                .mayNotAccessAnyLayer()
                .whereLayer("subject")
                .mayOnlyAccessLayers("words")
                .whereLayer("bench")
                .mayOnlyAccessLayers("words", "subject")
                .whereLayer("report")
                .mayOnlyAccessLayers("words")
                .whereLayer("stimulus")
                .mayOnlyAccessLayers("words", "bench")
                .whereLayer("contract")
                .mayOnlyAccessLayers("words", "bench", "stimulus", "report")
                .whereLayer("run")
                .mayOnlyAccessLayers("words", "bench", "contract")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineKnowsPicocliAndOnlyReportsKnowJackson() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".report..", ROOT + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void theReferenceIsKnownByNameOnly() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.dontwait.reference..", "org.zeromq..", "zmq..")
                .check(CLASSES);
    }
}
