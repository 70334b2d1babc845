package dev.keyway.server.apisix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.gateway.GatewayExample;
import dev.keyway.testkit.apisix.ApisixFront;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * examples/apisix without containers and without APISIX: its files, at other addresses, with what
 * plays APISIX's part in front. try.sh prints what the example's README shows.
 */
class ApisixExampleIT {

  @TempDir private Path folder;

  @Test
  void tryScript_printsWhatTheReadmeShows() throws Exception {
    try (GatewayExample example = GatewayExample.start("apisix", folder);
        ApisixFront apisix =
            ApisixFront.start(
                example.file("apisix.yaml"),
                new ApisixFront.Place(
                    example.socket("apisix.sock"), example.relay(), folder.resolve("apisix")))) {

      assertThat(example.printed("APISIX", apisix.url())).isEqualTo(example.shown());
    }
  }
}
