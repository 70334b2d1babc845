package dev.keyway.apisix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ComplaintsTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final Complaints complaints = new Complaints(nanos::get);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Complaints.class);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  private void complain(String what) {
    complaints.badRequest(new Malformed(what));
  }

  @Test
  void the_first_is_said_at_once_and_others_are_counted_for_a_minute() {
    complain("a frame of type 9");
    complain("a frame of type 8");
    nanos.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
    complain("a frame of type 8");
    nanos.addAndGet(1);
    complain("a frame of type 7");
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    complain("a frame of type 6");

    assertThat(log.list)
        .filteredOn(event -> event.getThreadName().equals(Thread.currentThread().getName()))
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "APISIX is told of a bad request: it sent a frame of type 9",
            "APISIX is told of a bad request: it sent a frame of type 7, and 2 more since the last time",
            "APISIX is told of a bad request: it sent a frame of type 6");
  }
}
