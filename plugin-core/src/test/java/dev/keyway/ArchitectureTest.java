package dev.keyway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Selector;

/** Which of plugin-core's rooms may know what. */
@AnalyzeClasses(packages = "dev.keyway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule expressionAlone_knowsTheExpressionLanguage =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.keyway.expression..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.cel..")
          .because("the expression language can then be bounded, tested and replaced in one place");

  @ArchTest
  static final ArchRule healthAlone_knowsHowPercentilesAreKept =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.keyway.health..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.HdrHistogram..")
          .because("what it costs to remember is measured and bounded in one place");

  @ArchTest
  static final ArchRule tokenAlone_knowsATokenizer =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.keyway.token..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.knuddels..")
          .because("what counting costs, and what it leaves out, is then bounded in one place");

  @ArchTest
  static final ArchRule pluginCore_knowsNoTransportAndNoGateway =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.vertx..",
              "io.netty..",
              "io.grpc..",
              "io.envoyproxy..",
              "io.github.api7..",
              "org.apache.apisix..",
              "java.net.http..",
              "com.sun.net.httpserver..",
              "javax.net..")
          .orShould()
          .dependOnClassesThat(areSockets())
          .because("every carrier drives the same decisions, which hold no socket of their own");

  @ArchTest
  static final ArchRule rooms_dependOnEachOtherInOneDirection =
      slices()
          .matching("dev.keyway.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a room must be readable without the rooms that use it");

  private static DescribedPredicate<JavaClass> areSockets() {
    return describe(
        "are sockets",
        type ->
            type.isAssignableTo(Socket.class)
                || type.isAssignableTo(ServerSocket.class)
                || type.isAssignableTo(DatagramSocket.class)
                || type.isAssignableTo(URLConnection.class)
                || type.isAssignableTo(NetworkChannel.class)
                || type.isAssignableTo(Selector.class));
  }
}
