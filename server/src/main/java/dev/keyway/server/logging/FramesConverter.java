package dev.keyway.server.logging;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * An exception in a log line: its class, its frames and its causes, without their messages. What a
 * library says of a failure may quote what it was given, which may have been a key.
 */
public final class FramesConverter extends ThrowableHandlingConverter {

  private static final int MOST_CAUSES = 5;

  /** logback makes one for each pattern that names it. */
  public FramesConverter() {}

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder text = new StringBuilder();
    @Nullable IThrowableProxy failure = event.getThrowableProxy();
    for (int depth = 0; failure != null && depth < MOST_CAUSES; depth++) {
      text.append(depth == 0 ? "  " : "  caused by ").append(failure.getClassName()).append('\n');
      for (StackTraceElementProxy frame : failure.getStackTraceElementProxyArray()) {
        text.append("    ").append(frame).append('\n');
      }
      failure = failure.getCause();
    }
    return text.toString();
  }
}
