package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.expression.SecretCall;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretHandle;
import dev.keyway.secret.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * Reads a key's {@code value}: a reference to a secret, or the key itself. Nothing of it is shown.
 */
final class KeyValueReader {

  private static final String EXPECTED =
      "expected ${secrets.get('vault', 'name')}, or the key itself";

  private final Reading reading;
  private final SecretReferences references;
  private final String providerId;

  KeyValueReader(Reading reading, SecretReferences references, String providerId) {
    this.reading = reading;
    this.references = references;
    this.providerId = providerId;
  }

  /** The value, or null, and then an error is left. */
  @Nullable Value read(Fields key) {
    Node.Scalar text = key.required("value", EXPECTED);
    if (text == null) {
      return null;
    }
    return switch (SecretCall.parse(text.text())) {
      case SecretCall.Literal literal -> literal(text);
      case SecretCall.Call call -> reference(new SecretRef(call.vault(), call.name()), text);
      case SecretCall.Malformed malformed -> {
        reading.expressionError(text, malformed.problem());
        yield null;
      }
    };
  }

  private Value reference(SecretRef ref, Node.Scalar text) {
    SecretHandle secret = references.resolve(ref, text.place());
    return new Value(ref.toString(), providerId + ":secret:" + ref, secret);
  }

  private @Nullable Value literal(Node.Scalar text) {
    String key = text.text();
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      reading.error(
          text.place(),
          "the key holds a blank, a control character or one outside ASCII; copy it anew, without them");
      return null;
    }
    if (key.contains("secrets.get(")) {
      reading.error(text.place(), "a reference stands in ${…}; " + EXPECTED);
      return null;
    }
    if (reading.isInline()) {
      reading
          .problems()
          .warning(
              text.place(),
              "a key stands in the gateway's own configuration, for everybody who may read that; put it into a vault and write ${secrets.get('VAULT', 'NAME')}");
    }
    String name = reading.settings().literals().name(providerId, key);
    SecretHandle secret = SecretHandle.fixed(Secret.of(key));
    return new Value(name, providerId + ":literal:" + name, secret);
  }

  /**
   * A key's value.
   *
   * @param name what the key is called unless the policy calls it otherwise
   * @param identity the same as long as the value comes from the same place
   */
  record Value(String name, String identity, SecretHandle secret) {

    boolean isText(String text) {
      return Secret.of(text).equals(secret.current());
    }
  }
}
