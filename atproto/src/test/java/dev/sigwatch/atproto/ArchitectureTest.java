package dev.sigwatch.atproto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The library is pure, and inside it imports go down only. */
class ArchitectureTest {
    private static final String ROOT = "dev.sigwatch.atproto";

    /** For each package, the packages beside it that it may import. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "syntax", List.of(),
            "cid", List.of(),
            "crypto", List.of(),
            "cbor", List.of("cid"),
            "car", List.of("cbor", "cid"),
            "mst", List.of("syntax", "cbor", "cid"),
            "identity", List.of("syntax", "crypto", "cbor", "cid"),
            "repo", List.of("syntax", "cid", "cbor", "car", "mst", "crypto"),
            "stream", List.of("repo", "syntax", "cid", "cbor", "car", "mst", "crypto"));

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void importsGoDownOnly() {
        ARROWS.forEach((name, below) -> {
            List<String> forbidden = new ArrayList<>(ARROWS.keySet());
            forbidden.removeAll(below);
            forbidden.remove(name);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            forbidden.stream().map(it -> ROOT + "." + it + "..").toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        });
    }

    @Test
    void everyPackageHasItsArrows() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ARROWS.keySet().stream()
                        .map(it -> ROOT + "." + it + "..")
                        .toArray(String[]::new))
                .should()
                .resideOutsideOfPackage(ROOT)
                .check(CLASSES);
    }

    @Test
    void knowsNoSocketsLoggersOrOtherModules() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(http\\..*|.*Socket.*|URL|.*Connection)")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.channels..",
                        "java.util.logging..",
                        "org.slf4j..",
                        "org.apache..",
                        "com.clickhouse..",
                        "dev.sigwatch.audit..",
                        "dev.sigwatch.ingest..",
                        "dev.sigwatch.sink..",
                        "dev.sigwatch.job..",
                        "dev.sigwatch.simulator..",
                        "dev.sigwatch.standalone..")
                .check(CLASSES);
    }

    @Test
    void knowsNoClock() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    @Test
    void keepsNoStaticState() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }
}
