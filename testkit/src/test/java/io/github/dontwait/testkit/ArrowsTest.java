package io.github.dontwait.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may know whom: a package knows the JDK, itself, and what stands behind its name here; nothing else. */
class ArrowsTest {

    private static final String KIT = "io.github.dontwait.testkit.";
    private static final List<String> EVERYBODY = List.of("java..", "org.jspecify.annotations..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.dontwait.testkit");

    private static Map<String, List<String>> arrows() {
        Map<String, List<String>> arrows = new LinkedHashMap<>();
        arrows.put("message", List.of());
        arrows.put("dutycycle", List.of());
        arrows.put("transcript", List.of(KIT + "message", "org.opentest4j"));
        arrows.put("wire", List.of(KIT + "message", KIT + "transcript", "javax.crypto", "software.pando.crypto.nacl"));
        arrows.put(
                "peer",
                List.of(KIT + "message", KIT + "transcript", KIT + "wire", KIT + "fault", "org.zeromq..", "zmq.."));
        arrows.put(
                "assertion",
                List.of(
                        KIT + "message",
                        KIT + "transcript",
                        KIT + "dutycycle",
                        "org.assertj.core..",
                        "org.opentest4j"));
        arrows.put("swarm", List.of(KIT + "message", KIT + "transcript", KIT + "wire", "com.sun.management"));
        arrows.put("fault", List.of(KIT + "message", KIT + "transcript", KIT + "wire"));
        arrows.put("thread", List.of());
        arrows.put("leak", List.of(KIT + "thread", KIT + "transcript", KIT + "wire"));
        arrows.put("jeromq", List.of(KIT + "leak", KIT + "thread", "org.zeromq..", "zmq.."));
        arrows.put(
                "junit",
                List.of(
                        KIT + "transcript",
                        KIT + "wire",
                        KIT + "peer",
                        KIT + "fault",
                        KIT + "thread",
                        KIT + "leak",
                        KIT + "jeromq",
                        "org.zeromq..",
                        "org.junit..",
                        "org.opentest4j",
                        "org.apiguardian.."));
        arrows.put(
                "container",
                List.of(KIT + "transcript", KIT + "wire", "org.testcontainers..", "com.github.dockerjava.api.."));
        return arrows;
    }

    @Test
    void packagesKnowOnlyWhatTheyMay() {
        arrows().forEach((name, known) -> {
            List<String> allowed = new ArrayList<>(known);
            allowed.addAll(EVERYBODY);
            allowed.add(KIT + name);
            classes()
                    .that()
                    .resideInAPackage(KIT + name)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new))
                    .check(CLASSES);
        });
    }

    @Test
    void noPackageIsForgotten() {
        TreeSet<String> there = new TreeSet<>();
        CLASSES.forEach(each -> there.add(each.getPackageName().substring(KIT.length())));
        assertThat(there).isEqualTo(new TreeSet<>(arrows().keySet()));
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(KIT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void namesCarryNoDecoration() {
        for (String suffix : Arrays.asList("Impl", "Manager", "Helper", "Utils", "Util")) {
            classes().should().haveSimpleNameNotEndingWith(suffix).check(CLASSES);
        }
    }
}
