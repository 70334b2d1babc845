package dev.keyway.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/**
 * Lines for people, on standard error: standard output belongs to decision records. logback finds
 * this as a service; it is code and no {@code logback.xml} because reading that was a twelfth of a
 * start (RATIONALE.md). A file that {@code -Dlogback.configurationFile} names has precedence.
 */
public final class LogLines extends ContextAwareBase implements Configurator {

  /** logback's own name for the property. */
  private static final String CONFIGURATION_FILE = "logback.configurationFile";

  private static final String OWN = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n%frames";

  /** What a library says of a failure may quote what a provider sent, and that may quote a key. */
  private static final String OF_LIBRARIES =
      "%d{HH:mm:ss.SSS} %-5level %logger{0}: an error inside a library; its words are left"
          + " out%n%frames";

  /** Tells of peers that speak no HTTP or hang up: a decision record tells it better. */
  private static final String CONNECTIONS = "io.vertx.core.net.impl.ConnectionBase";

  /** logback makes one when it begins. */
  public LogLines() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(CONFIGURATION_FILE) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    setUp(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  static void setUp(LoggerContext context) {
    // Read by nobody: a failure of logback itself must not end up between records.
    context.getStatusManager().add(new NopStatusListener());
    Logger own = context.getLogger("dev.keyway");
    own.setLevel(Level.INFO);
    own.setAdditive(false);
    own.addAppender(appender(context, "stderr", OWN));
    context.getLogger(CONNECTIONS).setLevel(Level.OFF);
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.ERROR);
    root.addAppender(appender(context, "libraries", OF_LIBRARIES));
  }

  private static ConsoleAppender<ILoggingEvent> appender(
      LoggerContext context, String name, String pattern) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(pattern);
    layout.getInstanceConverterMap().put("frames", FramesConverter::new);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName(name);
    appender.setTarget(ConsoleTarget.SystemErr.getName());
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
