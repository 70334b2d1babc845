package dev.keyway.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.Load;

/** What a gateway asks, replaced while requests run. */
public final class Replacements {

  private static final int CLIENTS = 8;
  private static final int TIMES = 3;

  private Replacements() {}

  /** Starts one whose configuration is in a file of this name. */
  public interface Start {
    InProcessKeyway start(String file) throws Exception;
  }

  /** As an operator does it: the new one is started, then the old one is ended. */
  public static void loseNoRequest(ContractStage stage, Ask ask, Start service) throws Exception {
    stage.first().keepLatest(CLIENTS);
    InProcessKeyway current = service.start("0.yaml");
    try (Load load = Load.start(stage, ask, CLIENTS)) {
      for (int i = 1; i <= TIMES; i++) {
        load.awaitMore(2 * CLIENTS);
        InProcessKeyway next = service.start(i + ".yaml");
        current.close();
        current = next;
      }
      load.awaitMore(2 * CLIENTS);
      assertThat(load.end()).containsOnly(200);
    } finally {
      current.close();
    }
  }
}
