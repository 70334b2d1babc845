package dev.keyway.server.kong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.server.gateway.GatewayExample;
import dev.keyway.testkit.kong.KongFront;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * examples/kong without containers and without Kong: its files, at other addresses, with what plays
 * Kong's part in front. try.sh prints what the example's README shows.
 */
class KongExampleIT {

  @TempDir private Path folder;

  @Test
  void tryScript_printsWhatTheReadmeShows() throws Exception {
    try (GatewayExample example = GatewayExample.start("kong", folder);
        KongFront kong =
            KongFront.start(
                example.file("kong.yml"),
                new KongFront.Place(
                    example.socket("kong.sock"), example.relay(), folder.resolve("kong")))) {

      assertThat(example.printed("KONG", kong.url())).isEqualTo(example.shown());
    }
  }
}
