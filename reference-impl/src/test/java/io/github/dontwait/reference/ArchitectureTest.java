package io.github.dontwait.reference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theReferenceKnowsJeroMqAndTheLoggingFacadeOnly() {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.dontwait.reference");
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.dontwait.reference",
                        "java..",
                        "org.zeromq..",
                        "zmq..",
                        "org.slf4j..",
                        "org.jspecify.annotations..")
                .check(main);
    }
}
