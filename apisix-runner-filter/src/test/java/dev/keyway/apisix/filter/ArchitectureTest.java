package dev.keyway.apisix.filter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may come along into the process of somebody else's runner. */
@AnalyzeClasses(packages = "dev.keyway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule filter_bringsNoServer =
      noClasses()
          .that()
          .resideInAPackage("dev.keyway.apisix.filter..")
          .should()
          .transitivelyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.keyway.apisix.runner..", "dev.keyway.socket..", "io.netty..", "io.vertx..")
          .because("the runner is the one server there, and its sockets are its own");

  @ArchTest
  static final ArchRule initializerAndSettingsAlone_knowSpring =
      noClasses()
          .that()
          .resideInAPackage("dev.keyway.apisix.filter..")
          .and()
          .doNotHaveSimpleName("KeywayFilterInitializer")
          .and()
          .doNotHaveSimpleName("FilterSettings")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..")
          .because("runners of Spring Boot 2 and 3 take the same jar, by what both have");
}
