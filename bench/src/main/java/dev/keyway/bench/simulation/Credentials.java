package dev.keyway.bench.simulation;

import dev.keyway.http.Headers;
import dev.keyway.secret.Secret;
import java.util.Optional;

/** Keys of simulated accounts: from each the name can be told by which its vault holds it. */
final class Credentials {

  private static final String BEGINNING = "simulated-key-";

  private Credentials() {}

  /** What a vault holds under a name. */
  static Optional<Secret> of(String name) {
    return Optional.of(Secret.of(BEGINNING + name));
  }

  /** The name of the key that a request goes out with. */
  static String nameIn(Headers headers) {
    String bearer = headers.first("authorization");
    String key = bearer == null ? headers.first("x-api-key") : bearer.substring("Bearer ".length());
    if (key == null || !key.startsWith(BEGINNING)) {
      throw new IllegalStateException("the request carries no simulated key");
    }
    return key.substring(BEGINNING.length());
  }
}
