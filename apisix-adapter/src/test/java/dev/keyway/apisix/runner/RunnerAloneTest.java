package dev.keyway.apisix.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.keyway.apisix.runner", importOptions = DoNotIncludeTests.class)
class RunnerAloneTest {

  @ArchTest
  static final ArchRule runner_knowsNothingOfKeyway =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.keyway.apisix.runner..",
              "dev.keyway.socket",
              "com.google.flatbuffers",
              "io.github.api7..",
              "org.jspecify.annotations",
              "org.slf4j",
              "java..",
              "javax.crypto..")
          .because("another team can write a plugin of its own with it");
}
