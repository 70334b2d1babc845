package dev.keyway.server.envoy;

import dev.keyway.access.AccessKeyWish;
import dev.keyway.access.AccessKeysFile;
import dev.keyway.server.gateway.InProcessKeyway;
import dev.keyway.testkit.GatewaySetup;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** Envoy without an external processor: it sets an access key of its own on every request. */
class TokenFormIT extends EnvoyContract {

  private static final String NOBODY_BUT_ENVOY =
      "every caller is Envoy's access key: Keyway isn't told who called Envoy";
  private static final String NO_CONTEXT = "there is no signed context in this form";

  @Override
  EnvoyGateway attach(GatewaySetup setup) throws Exception {
    String accessKey =
        new AccessKeysFile(setup.folder().resolve("access-keys.json"))
            .create(AccessKeyWish.named("envoy"), Instant.now(), new SecureRandom())
            .text()
            .reveal();
    InProcessKeyway keyway =
        InProcessKeyway.start(
            setup,
            """
            access_keys_file: access-keys.json
            listeners: [{kind: entry, address: '127.0.0.1:0', policy: chat}]
            """);
    String yaml = Generated.token(setup, setup.routes().getLast(), keyway.ports().getFirst());
    Map<String, String> environment = Map.of("KEYWAY_ACCESS_KEY", accessKey);
    return EnvoyGateway.start(
        keyway,
        () -> RunningEnvoy.start(EnvoyBinary.NEWEST, setup.folder(), yaml, environment),
        consumer -> Map.of(),
        Optional.empty());
  }

  @Override
  @Test
  @Disabled(NOBODY_BUT_ENVOY)
  void whereARequestComesFrom_andByWhichRoute_isRecorded() {}

  @Override
  @Test
  @Disabled(NOBODY_BUT_ENVOY)
  public void consumer_isServedWithTheKeyThatThePolicyGivesIt() {}

  @Override
  @Test
  @Disabled(NOBODY_BUT_ENVOY)
  public void consumer_isServedTheModelsThatItMayUse() {}

  @Override
  @Test
  @Disabled(NOBODY_BUT_ENVOY)
  public void clientWithoutCredential_isRefused() {}

  @Override
  @Test
  @Disabled(NOBODY_BUT_ENVOY)
  public void record_namesCallerRoutePolicyAndKey() {}

  @Override
  @Test
  @Disabled(NOBODY_BUT_ENVOY)
  public void clientsContext_authenticatesNobody() {}

  @Override
  @Test
  @Disabled(NO_CONTEXT)
  public void requestWithoutGoodContext_isRefused() {}

  @Override
  @Test
  @Disabled(NO_CONTEXT)
  public void contextForAPolicyThatIsNotThere_isRefused() {}

  @Override
  @Test
  @Disabled(NO_CONTEXT)
  public void contextForAnInlinePolicyThatNobodyKnows_isRefused() {}

  @Override
  @Test
  @Disabled("an entry listener has one policy, and no prefix is taken off before it")
  public void prefixOfARoute_isNoConcernOfProviders() {}

  @Override
  @Test
  @Disabled(NOBODY_BUT_ENVOY)
  public void claim_choosesTheKey() {}

  @Override
  @Test
  @Disabled(NOBODY_BUT_ENVOY)
  public void group_choosesTheKey() {}
}
