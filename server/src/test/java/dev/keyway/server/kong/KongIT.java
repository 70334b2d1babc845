package dev.keyway.server.kong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Header;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.kong.KongVersion;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The newest Kong. */
class KongIT extends KongContract {

  KongIT() {
    super(KongVersion.V3_9);
  }

  /** They tell of consumers, of paths inside, and of Kong. */
  @Test
  void kongsHeaders_reachNoProvider() {
    assertThat(stage().ask(Ask.model("small").at("/teams/search")).statusCode()).isEqualTo(200);

    assertThat(stage().received())
        .singleElement()
        .satisfies(received ->
            assertThat(received.headers())
                .extracting(Header::name)
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .noneMatch(KongIT::isOfKong));
  }

  private static boolean isOfKong(String name) {
    return name.matches("apikey|via|x-(forwarded|real|consumer|credential|anonymous|kong)-.*");
  }
}
