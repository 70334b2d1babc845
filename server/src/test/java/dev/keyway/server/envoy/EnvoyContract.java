package dev.keyway.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.testkit.Ask;
import dev.keyway.testkit.GatewayAdapterContract;
import dev.keyway.testkit.GatewaySetup;
import dev.keyway.testkit.GatewayUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The contract for a form of Envoy; the log of Envoy is printed where a case fails. */
@ExtendWith(EnvoyContract.Log.class)
abstract class EnvoyContract extends GatewayAdapterContract {

  private EnvoyGateway gateway;

  @Override
  protected GatewayUnderTest start(GatewaySetup setup) throws Exception {
    gateway = attach(setup);
    return gateway;
  }

  /** Starts Envoy with Keyway behind it. */
  abstract EnvoyGateway attach(GatewaySetup setup) throws Exception;

  /**
   * By command operators in the filters' metadata, of which Envoy says nothing when it is wrong.
   */
  @Test
  void whereARequestComesFrom_andByWhichRoute_isRecorded() throws Exception {
    assertThat(stage().ask(Ask.model("shared")).statusCode()).isEqualTo(200);

    JsonNode record = stage().record(1);
    assertThat(record.at("/client/client_ip").asText()).isEqualTo("127.0.0.1");
    assertThat(record.at("/route").asText()).isEqualTo(record.at("/policy").asText());
  }

  EnvoyGateway gateway() {
    return gateway;
  }

  static final class Log implements AfterTestExecutionCallback {

    @Override
    public void afterTestExecution(ExtensionContext context) {
      if (context.getExecutionException().isPresent()
          && context.getRequiredTestInstance() instanceof EnvoyContract test
          && test.gateway != null) {
        System.out.println(
            context.getDisplayName() + ": Envoy says\n" + test.gateway.envoy().log());
      }
    }
  }
}
