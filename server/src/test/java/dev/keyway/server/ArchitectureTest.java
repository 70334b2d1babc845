package dev.keyway.server;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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

  @ArchTest
  static final ArchRule providers_areCalledForAClientsRequestAlone =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.keyway.relay.Delivery")
          .and()
          .doNotHaveFullyQualifiedName("dev.keyway.relay.UpstreamCall")
          .should()
          .callConstructorWhere(target(owner(name("dev.keyway.relay.UpstreamCall"))))
          .orShould()
          .callMethodWhere(
              target(owner(name("dev.keyway.relay.Dialer"))).and(target(nameMatching("open.*"))))
          .because("a call made to see how a key is doing costs its owner money");

  @ArchTest
  static final ArchRule connections_areOpenedByDialersAlone =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.keyway.relay.Dialer")
          .and()
          .doNotHaveFullyQualifiedName("dev.keyway.relay.Upstreams")
          .should()
          .callMethodWhere(
              target(owner(name("dev.keyway.relay.Upstreams"))).and(target(nameMatching("open.*"))))
          .because("every way to a provider begins at the one place that the rule above guards");

  @ArchTest
  static final ArchRule sealedVaultAlone_knowsBouncyCastle =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.keyway.secret.sealed..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..")
          .because("who has no sealed vault loads nothing of it");

  @ArchTest
  static final ArchRule secretStores_knowNotOfEachOther =
      slices()
          .matching("dev.keyway.secret.(*)..")
          .should()
          .notDependOnEachOther()
          .because("each kind of vault is added, and left out, by itself");

  @ArchTest
  static final ArchRule configuration_isReadWithoutLoggers =
      noClasses()
          .that()
          .resideInAnyPackage("dev.keyway.server.config..", "dev.keyway.document..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.slf4j..")
          .because("it is read while another thread sets logging up (daemon.Ahead)");

  @ArchTest
  static final ArchRule serversRooms_formNoCycle =
      slices().matching("dev.keyway.server.(*)..").should().beFreeOfCycles();
}
