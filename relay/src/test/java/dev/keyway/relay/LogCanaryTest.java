package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.OpenAi;
import dev.keyway.scripted.Point;
import dev.keyway.scripted.ScriptedProvider;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nothing logs a key, whatever goes wrong, even when every library tells all it knows. */
class LogCanaryTest {

  private static final String KEY = "sk-canary-51bd6e1f2e3d";

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  private final AppenderBase<ILoggingEvent> listening =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(
              event.getThreadName()
                  + " "
                  + event.getFormattedMessage()
                  + " "
                  + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
      };
  private Level before;

  @BeforeEach
  void listen() {
    before = root.getLevel();
    listening.setContext(root.getLoggerContext());
    listening.start();
    root.detachAndStopAllAppenders();
    root.addAppender(listening);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void stopListening() {
    root.setLevel(before);
    root.detachAppender(listening);
  }

  @Test
  void logs_hold_no_key_whatever_goes_wrong() throws Exception {
    try (RelayStage stage =
        RelayStage.of(made -> {
          made.policy.provider("gone", ScriptedProvider.refused(), KEY);
          made.policy.provider("first", made.first.baseUrl(), KEY);
          made.policy.provider("second", made.second.baseUrl(), KEY);
        })) {
      stage.first.answer(
          OpenAi.invalidKey(),
          Answer.garbage("HTTP/1.1 banana " + KEY + "\r\n\r\n"),
          Answer.ok("x").resettingAt(Point.beforeHead()),
          Answer.status(302).withHeader("location", "http://127.0.0.1/?key=" + KEY));
      stage.second.always(Answer.json(400, "{\"error\":{\"message\":\"" + KEY + "\"}}"));

      for (int i = 0; i < 6; i++) {
        Client.send(
            Client.chat(stage, Client.HELLO + (i == 5 ? KEY : ""))
                .header("authorization", "Bearer " + KEY));
      }
      try (Wire wire = stage.wire()) {
        wire.send("POST /v1/chat/completions?key=" + KEY + " HTTP/1.1\r\nauthorization " + KEY);
        wire.send("\r\nx-api-key : " + KEY + "\r\n\r\n").readToEnd();
      }
    }

    assertThat(logged).isNotEmpty();
    assertThat(logged).noneMatch(line -> line.contains("canary"));
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains("canary"));
  }
}
