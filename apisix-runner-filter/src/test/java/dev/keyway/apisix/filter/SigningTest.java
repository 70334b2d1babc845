package dev.keyway.apisix.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.Keyway;
import dev.keyway.access.Caller;
import dev.keyway.access.ContextVerdict;
import dev.keyway.document.Stillness;
import dev.keyway.health.Health;
import dev.keyway.host.HostRoute;
import dev.keyway.host.RoutePolicy;
import dev.keyway.host.RouteSettings;
import dev.keyway.host.Stamp;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningTest {

  @TempDir private Path folder;
  private final ManualClock clock = new ManualClock();
  private final HostRoute route =
      new HostRoute(null, new RouteSettings(new RoutePolicy.Named("chat"), "", Map.of()));
  private long nanos = 7;
  private KeyFolder keys;

  @BeforeEach
  void makeKeys() {
    keys = new KeyFolder(folder);
    keys.write("old.key");
    keys.write("new.key");
  }

  private Signing signing(Path... files) {
    return Signing.at(
        List.of(files),
        new Keyway(clock, new Random(1), new Health(null), ProviderUrls.NONE, record -> {}),
        clock,
        new Stillness(() -> nanos));
  }

  /** As it does twice a second. */
  private void lookTwice(Signing signing) {
    signing.look();
    nanos += Stillness.SETTLE.toNanos();
    signing.look();
  }

  private boolean signsWith(Signing signing, String name) {
    Stamp stamp = route.stamp(Caller.unknown(null), signing.now().serving(), clock.instant());
    return keys.verdict(((Stamp.Signed) stamp).token(), name, clock.instant())
        instanceof ContextVerdict.Valid;
  }

  @Test
  void first_file_signs() {
    Signing signing = signing(keys.path("new.key"), keys.path("old.key"));

    assertThat(signing.now().unfit()).isNull();
    assertThat(signsWith(signing, "new.key")).isTrue();
    assertThat(signsWith(signing, "old.key")).isFalse();
  }

  @Test
  void file_that_changed_signs_once_it_keeps_still() throws IOException {
    Signing signing = signing(keys.write("context.key", Files.readString(keys.path("old.key"))));
    lookTwice(signing);
    assertThat(signsWith(signing, "old.key")).isTrue();

    keys.write("context.key", Files.readString(keys.path("new.key")) + "\n");
    signing.look();
    assertThat(signsWith(signing, "old.key")).isTrue();
    nanos += Stillness.SETTLE.toNanos();
    signing.look();

    assertThat(signsWith(signing, "new.key")).isTrue();
  }

  @Test
  void file_that_is_unfit_now_signs_on_as_it_was() throws IOException {
    Signing signing = signing(keys.write("context.key", Files.readString(keys.path("old.key"))));
    lookTwice(signing);

    keys.write("context.key", "no key");
    lookTwice(signing);
    Files.delete(keys.path("context.key"));
    lookTwice(signing);

    assertThat(signing.now().unfit()).isNull();
    assertThat(signsWith(signing, "old.key")).isTrue();
  }

  @Test
  void file_that_is_not_there_yet_signs_when_it_is() {
    Signing signing = signing(keys.path("context.key"));
    assertThat(signing.now().unfit()).contains("no key to sign");

    keys.write("context.key");
    lookTwice(signing);

    assertThat(signing.now().unfit()).isNull();
    assertThat(signsWith(signing, "context.key")).isTrue();
  }

  @Test
  void no_file_signs_nothing() {
    assertThat(signing().now().unfit()).contains("no key to sign");
  }
}
