package dev.sigwatch.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sigwatch.audit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule decidingIsPure = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net..", "java.net.http..", "org.slf4j..", "java.util.logging..", "java.util.concurrent..")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("a verdict is a function of its arguments");

    @ArchTest
    static final ArchRule knowsNoServers = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "com.clickhouse..", "org.java_websocket..")
            .because("the same judgement runs in the job and on the command line");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.sigwatch.audit.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheCaptureReadsFiles = noClasses()
            .that()
            .resideOutsideOfPackage("..capture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..");
}
