package dev.keyway.relay;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Takes down all that is logged, ours and the libraries', to the last detail. */
final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final Map<String, Level> LEVELS =
      Map.of("dev.keyway", Level.TRACE, "io.vertx", Level.DEBUG, "io.netty", Level.DEBUG);

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final PatternLayout layout = new PatternLayout();

  LogCapture() {
    Logger root = logger(Logger.ROOT_LOGGER_NAME);
    setContext(root.getLoggerContext());
    layout.setContext(root.getLoggerContext());
    layout.setPattern("%level %thread %logger %msg %mdc%n%xThrowable");
    layout.start();
    start();
    root.addAppender(this);
    LEVELS.forEach((name, level) -> {
      logger(name).setLevel(level);
      logger(name).addAppender(this);
      // The console is for the levels of the test's configuration.
      logger(name).setAdditive(false);
    });
  }

  String text() {
    return String.join("", lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(layout.doLayout(event));
  }

  @Override
  public void close() {
    logger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
    LEVELS
        .keySet()
        .forEach(name -> {
          logger(name).detachAppender(this);
          logger(name).setAdditive(true);
          logger(name).setLevel(null);
        });
    stop();
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
