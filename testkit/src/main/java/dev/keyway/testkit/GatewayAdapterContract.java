package dev.keyway.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a team expects of Keyway behind any gateway. The test of an adapter extends this, starts its
 * gateway, and inherits the cases; each has a gateway of its own. What the gateway can't do is a
 * case overridden and disabled, with the reason, so that the limits of an adapter can be listed.
 */
public abstract class GatewayAdapterContract
    implements CallerCases,
        CredentialCases,
        FailoverCases,
        BodyCases,
        StreamCases,
        SpoofingCases,
        RelayDoorCases,
        ChangeCases {

  @TempDir private Path folder;
  private ContractStage stage;

  /** Starts the gateway with Keyway behind it, for one case. */
  protected abstract GatewayUnderTest start(GatewaySetup setup) throws Exception;

  @BeforeEach
  void raise() throws Exception {
    stage = ContractStage.open(folder, this::start);
  }

  @AfterEach
  void close() {
    if (stage != null) {
      stage.close();
    }
  }

  @Override
  public ContractStage stage() {
    return stage;
  }
}
