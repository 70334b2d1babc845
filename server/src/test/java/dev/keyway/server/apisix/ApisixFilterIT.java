package dev.keyway.server.apisix;

import dev.keyway.server.gateway.RunningKeyway;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.apisix.ApisixVersion;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The newest APISIX with its own runner for Java, the newest that is published as a program (0.4.0,
 * with Spring Boot 2.6).
 */
class ApisixFilterIT extends ApisixContract {

  @TempDir private static Path folder;
  private static FilterForm form;

  ApisixFilterIT() {
    super(ApisixVersion.V3_18, ApisixFilterIT::startForm);
  }

  @BeforeAll
  static void startRunner() throws Exception {
    form = FilterForm.start(folder);
  }

  @AfterAll
  static void closeRunner() {
    if (form != null) {
      form.runner().close();
    }
  }

  private static RunningKeyway startForm(GatewaySetup setup, Path socket) throws Exception {
    return form.start(setup, socket);
  }
}
