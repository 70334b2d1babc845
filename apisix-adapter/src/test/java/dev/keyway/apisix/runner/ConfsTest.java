package dev.keyway.apisix.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConfsTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

  private Confs confs(Tokens tokens) {
    return new Confs(3, HOUR, nanos::get, tokens);
  }

  private static int token(Confs confs, int identity) {
    return confs.token(new byte[] {(byte) identity}, () -> new Conf(List.of()));
  }

  @Test
  void a_token_that_another_configuration_has_is_passed_over() {
    Confs confs = confs((identity, attempt) -> attempt - 1);

    assertThat(token(confs, 1)).isEqualTo(-1);
    assertThat(token(confs, 2)).isEqualTo(0);
    assertThat(token(confs, 1)).isEqualTo(-1);
    assertThat(token(confs, 2)).isEqualTo(0);
    assertThat(confs.use(-1)).isNotSameAs(confs.use(0));
  }

  @Test
  void without_any_token_left_nothing_is_handed_out_for_another_one() {
    Confs confs = confs((identity, attempt) -> 5);
    token(confs, 1);

    assertThatThrownBy(() -> token(confs, 2)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tokens_are_of_the_configuration_and_of_the_process() {
    SecureRandom random = new SecureRandom();
    Tokens here = Tokens.random(random);

    assertThat(here.token(new byte[] {1}, 0)).isEqualTo(here.token(new byte[] {1}, 0));
    assertThat(
            List.of(
                here.token(new byte[] {1}, 1),
                here.token(new byte[] {1}, Tokens.MOST - 1),
                here.token(new byte[] {2}, 0),
                Tokens.random(random).token(new byte[] {1}, 0)))
        .doesNotContain(here.token(new byte[] {1}, 0))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_one_that_was_longest_unused_is_forgotten_when_there_are_too_many() {
    Confs confs = confs((identity, attempt) -> identity[0]);
    for (int i = 1; i <= 4; i++) {
      nanos.addAndGet(1_000);
      token(confs, i);
      assertThat(confs.use(1)).isNotNull();
    }

    assertThat(confs.use(2)).isNull();
    assertThat(confs.use(3)).isNotNull();
  }

  @Test
  void one_that_nobody_used_for_long_is_forgotten_when_another_is_prepared() {
    Confs confs = confs((identity, attempt) -> identity[0]);
    token(confs, 1);
    nanos.addAndGet(HOUR.toNanos() + 1);
    token(confs, 2);

    assertThat(confs.use(1)).isNull();
  }

  @Test
  void lists_that_read_alike_are_other_configurations() {
    ConfKey key = new ConfKey("k");
    assertThat(new ConfRequest(key, List.of(new Entry("a", "bc"))).identity())
        .isNotEqualTo(new ConfRequest(key, List.of(new Entry("ab", "c"))).identity())
        .isNotEqualTo(
            new ConfRequest(key, List.of(new Entry("a", "b"), new Entry("c", ""))).identity())
        .isNotEqualTo(new ConfRequest(new ConfKey("ka"), List.of(new Entry("", "bc"))).identity());
  }
}
