package dev.keyway.kong.pdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.keyway.kong.pdk", importOptions = DoNotIncludeTests.class)
class PdkAloneTest {

  @ArchTest
  static final ArchRule pdk_knowsNothingOfKeyway =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.keyway.kong.pdk..",
              "dev.keyway.socket",
              "com.google.protobuf",
              "org.jspecify.annotations",
              "org.slf4j",
              "java..")
          .because("another team can write a plugin of its own with it");
}
