package dev.keyway.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.Ask;
import dev.keyway.testkit.ContractStage;
import dev.keyway.testkit.Load;
import java.util.List;

/** What a gateway asks, replaced while requests run. */
public final class Replacements {

  private static final int CLIENTS = 8;
  private static final int TIMES = 3;
  private static final int OK = 200;

  private Replacements() {}

  /** Starts one whose configuration is in a file of this name. */
  public interface Start {
    InProcessKeyway start(String file) throws Exception;
  }

  /** Of a gateway that asks again where a connection was ended. */
  public static void loseNoRequest(ContractStage stage, Ask ask, Start service) throws Exception {
    stage.first().keepLatest(CLIENTS);
    assertThat(statuses(stage, ask, service)).containsOnly(OK);
  }

  /**
   * Of a gateway that answers with this status instead: at most each request that it was asking
   * about, and none that was sent.
   */
  public static void loseNoRequestThatWasSent(
      ContractStage stage, Ask ask, Start service, int status) throws Exception {
    List<Integer> statuses = statuses(stage, ask, service);
    assertThat(statuses).isSubsetOf(OK, status);
    assertThat(statuses.stream().filter(each -> each == OK)).hasSize(stage.received().size());
    assertThat(statuses.stream().filter(each -> each == status))
        .hasSizeLessThanOrEqualTo(CLIENTS * TIMES);
  }

  /** As an operator does it: the new one is started, then the old one is ended. */
  private static List<Integer> statuses(ContractStage stage, Ask ask, Start service)
      throws Exception {
    InProcessKeyway current = service.start("0.yaml");
    try (Load load = Load.start(stage, ask, CLIENTS)) {
      for (int i = 1; i <= TIMES; i++) {
        load.awaitMore(2 * CLIENTS);
        InProcessKeyway next = service.start(i + ".yaml");
        current.close();
        current = next;
      }
      load.awaitMore(2 * CLIENTS);
      return load.end();
    } finally {
      current.close();
    }
  }
}
