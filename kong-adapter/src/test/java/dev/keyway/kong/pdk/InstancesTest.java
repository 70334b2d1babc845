package dev.keyway.kong.pdk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class InstancesTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final AtomicInteger ids = new AtomicInteger(Integer.MAX_VALUE - 1);
  private final Instances instances =
      new Instances(3, Duration.ofHours(1), nanos::get, ids::getAndIncrement);
  private final List<String> closed = new ArrayList<>();

  private int add(String name) {
    return instances.add(
        new Started(
            name,
            new PluginInstance() {
              @Override
              public void access(Kong kong) {}

              @Override
              public void close() {
                closed.add(name);
              }
            }));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void ids_go_on_from_the_largest_number_to_the_smallest() {
    assertThat(add("a")).isEqualTo(Integer.MAX_VALUE - 1);
    assertThat(add("b")).isEqualTo(Integer.MAX_VALUE);
    assertThat(add("c")).isEqualTo(Integer.MIN_VALUE);
    assertThat(instances.use(Integer.MIN_VALUE)).isNotNull();
  }

  @Test
  void an_id_that_is_in_use_is_passed_over() {
    int first = add("a");
    ids.set(first);
    assertThat(add("b")).isEqualTo(first + 1);
  }

  @Test
  void an_instance_that_nobody_used_for_long_goes_when_another_is_added() {
    int unused = add("unused");
    int used = add("used");
    pass(Duration.ofMinutes(40));
    assertThat(instances.use(used)).isNotNull();
    pass(Duration.ofMinutes(40));
    assertThat(closed).isEmpty();

    int added = add("added");

    assertThat(closed).containsExactly("unused");
    assertThat(instances.use(unused)).isNull();
    assertThat(instances.use(used)).isNotNull();
    assertThat(instances.use(added)).isNotNull();
  }

  @Test
  void the_longest_unused_goes_when_there_are_too_many() {
    int first = add("first");
    pass(Duration.ofSeconds(1));
    int second = add("second");
    pass(Duration.ofSeconds(1));
    int third = add("third");
    pass(Duration.ofSeconds(1));
    assertThat(instances.use(first)).isNotNull();

    int fourth = add("fourth");

    assertThat(closed).containsExactly("second");
    assertThat(instances.use(second)).isNull();
    assertThat(List.of(first, third, fourth))
        .allSatisfy(id -> assertThat(instances.use(id)).isNotNull());
  }

  @Test
  void one_that_kong_closed_handles_events_for_a_minute_and_goes_then() {
    int old = add("old");
    instances.close(old);
    pass(Duration.ofSeconds(59));
    add("new");
    assertThat(instances.use(old)).isNotNull();
    pass(Duration.ofSeconds(2));

    assertThat(instances.use(old)).as("although it was used meanwhile").isNull();
    assertThat(closed).isEmpty();
    add("newer");
    assertThat(closed).containsExactly("old");
  }

  @Test
  void what_is_over_goes_when_another_is_closed_too() {
    int old = add("old");
    int last = add("last");
    instances.close(old);
    pass(Duration.ofSeconds(61));

    instances.close(last);

    assertThat(closed).containsExactly("old");
    assertThat(instances.use(last)).isNotNull();
  }

  @Test
  void closing_one_again_gives_it_no_more_time() {
    int old = add("old");
    instances.close(old);
    pass(Duration.ofSeconds(40));
    instances.close(old);
    pass(Duration.ofSeconds(40));
    assertThat(instances.use(old)).isNull();
  }

  @Test
  void one_that_kong_closed_goes_before_any_other_when_there_are_too_many() {
    add("first");
    pass(Duration.ofMinutes(10));
    int used = add("used");
    instances.close(used);
    assertThat(instances.use(used)).isNotNull();
    add("third");

    assertThat(warningsOf(() -> add("fourth"))).isEmpty();

    assertThat(closed).containsExactly("used");
  }

  @Test
  void losing_one_that_is_in_use_is_warned_of_once() {
    add("first");
    pass(Duration.ofMinutes(1));
    add("second");
    add("third");

    assertThat(
            warningsOf(() -> {
              add("fourth");
              add("fifth");
            }))
        .singleElement()
        .asString()
        .contains("more than 3 instances", "plugin first", "Kong's workers times");
  }

  @Test
  void losing_one_that_nobody_used_lately_is_not_warned_of() {
    add("first");
    add("second");
    add("third");
    pass(Duration.ofMinutes(6));

    assertThat(warningsOf(() -> add("fourth"))).isEmpty();
    assertThat(closed).hasSize(1);
  }

  private static List<String> warningsOf(Runnable what) {
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(Instances.class);
    appender.start();
    logger.addAppender(appender);
    try {
      what.run();
    } finally {
      logger.detachAppender(appender);
    }
    return appender.list.stream()
        .filter(event -> event.getThreadName().equals(Thread.currentThread().getName()))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void all_are_closed_at_the_end() {
    add("a");
    add("b");
    instances.clear();
    assertThat(closed).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void one_that_fails_to_close_does_not_keep_the_others_open() {
    instances.add(
        new Started(
            "broken",
            new PluginInstance() {
              @Override
              public void access(Kong kong) {}

              @Override
              public void close() {
                throw new IllegalStateException();
              }
            }));
    add("a");
    instances.clear();
    assertThat(closed).containsExactly("a");
  }

  @Test
  void one_that_fails_to_close_does_not_keep_another_from_being_started() {
    instances.add(
        new Started(
            "broken",
            new PluginInstance() {
              @Override
              public void access(Kong kong) {}

              @Override
              public void close() {
                throw new StackOverflowError();
              }
            }));
    pass(Duration.ofHours(2));

    assertThat(instances.use(add("a"))).isNotNull();
  }
}
