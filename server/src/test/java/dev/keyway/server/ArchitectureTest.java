package dev.keyway.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which module may know what; here, because the server sees them all. */
@AnalyzeClasses(packages = "dev.keyway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule relayAlone_knowsHowBytesMove =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.keyway.relay..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..")
          .because("the transport can then be measured, tuned and replaced in one module");
}
