package dev.keyway.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines as the program's {@link LogLines} writes them. */
class FramesConverterTest {

  private final LoggerContext context = new LoggerContext();
  private ConsoleAppender<ILoggingEvent> appender;

  @BeforeEach
  void configure() {
    LogLines.setUp(context);
    appender =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("dev.keyway").getAppender("stderr");
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void exception_isShownWithoutWhatItSays() {
    Exception cause = new IllegalArgumentException("Bearer sk-canary");
    String line = line("it failed", new IllegalStateException("sk-canary", cause));

    assertThat(line)
        .contains("ERROR Relay: it failed\n")
        .contains("  java.lang.IllegalStateException\n", "FramesConverterTest.")
        .contains("  caused by java.lang.IllegalArgumentException\n")
        .doesNotContain("sk-canary");
  }

  @Test
  void lineWithoutException_isOneLine() {
    assertThat(line("all is well", null)).matches("\\S+ ERROR Relay: all is well\\R");
  }

  @Test
  void lines_goToStandardError() {
    assertThat(appender.getTarget()).isEqualTo("System.err");
  }

  private String line(String message, Throwable failure) {
    LoggingEvent event =
        new LoggingEvent(
            getClass().getName(),
            context.getLogger("dev.keyway.relay.Relay"),
            Level.ERROR,
            message,
            failure,
            null);
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
