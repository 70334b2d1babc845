package dev.keyway.server.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.scripted.Header;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.apisix.ApisixVersion;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The newest APISIX. */
class ApisixIT extends ApisixContract {

  ApisixIT() {
    super(ApisixVersion.V3_18, ServerForm::start);
  }

  /** They tell of consumers, of paths inside, and of APISIX. */
  @Test
  void apisixsHeaders_reachNoProvider() {
    assertThat(stage().ask(Ask.model("small").at("/teams/search")).statusCode()).isEqualTo(200);

    assertThat(stage().received())
        .singleElement()
        .satisfies(received ->
            assertThat(received.headers())
                .extracting(Header::name)
                .extracting(name -> name.toLowerCase(Locale.ROOT))
                .noneMatch(ApisixIT::isOfApisix));
  }

  private static boolean isOfApisix(String name) {
    return name.matches("apikey|via|x-(forwarded|real|consumer|credential|apisix)-.*");
  }
}
