package dev.keyway.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is logged, by whom, and what of it a library may say. */
class LogLinesTest {

  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void logback_findsThisAndNoOther() {
    assertThat(ServiceLoader.load(Configurator.class)).hasOnlyElementsOfType(LogLines.class);
  }

  @Test
  void ownLines_areLoggedFromInfoOn_andOnce() {
    LogLines.setUp(context);

    assertThat(context.getLogger("dev.keyway.relay.Relay").getEffectiveLevel())
        .isEqualTo(Level.INFO);
    assertThat(context.getLogger("dev.keyway").isAdditive()).isFalse();
  }

  @Test
  void libraries_areHeardWhenTheyFail_butForConnectionsThatBreak() {
    LogLines.setUp(context);

    assertThat(context.getLogger("io.netty.Any").getEffectiveLevel()).isEqualTo(Level.ERROR);
    assertThat(context.getLogger("io.vertx.core.net.impl.ConnectionBase").getEffectiveLevel())
        .isEqualTo(Level.OFF);
  }

  @Test
  void libraries_wordsAreLeftOut() {
    LogLines.setUp(context);
    var appender =
        (ConsoleAppender<ch.qos.logback.classic.spi.ILoggingEvent>)
            context.getLogger("ROOT").getAppender("libraries");
    LoggingEvent event =
        new LoggingEvent(
            getClass().getName(),
            context.getLogger("io.netty.Any"),
            Level.ERROR,
            "refused: Bearer sk-canary",
            new IllegalStateException("sk-canary"),
            null);

    assertThat(appender.getTarget()).isEqualTo("System.err");
    assertThat(new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8))
        .contains("ERROR Any: an error inside a library; its words are left out\n")
        .contains("  java.lang.IllegalStateException\n")
        .doesNotContain("sk-canary");
  }

  @Test
  void fileThatIsNamed_hasPrecedence() {
    // The tests themselves are run with one.
    assertThat(System.getProperty("logback.configurationFile")).isNotNull();

    assertThat(new LogLines().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    assertThat(context.getLogger("dev.keyway").iteratorForAppenders().hasNext()).isFalse();
  }
}
