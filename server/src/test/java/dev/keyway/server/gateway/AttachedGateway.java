package dev.keyway.server.gateway;

import dev.keyway.testkit.GatewayUnderTest;
import java.util.List;

/** A gateway, and Keyway behind it. */
public interface AttachedGateway extends GatewayUnderTest {

  /** What its routes lead to. */
  RunningKeyway keyway();

  @Override
  default void reload() {
    keyway().reload();
  }

  @Override
  default void restartKeyway() {
    keyway().restart();
  }

  @Override
  default List<String> awaitRecords(int count) {
    return keyway().awaitRecords(count);
  }
}
