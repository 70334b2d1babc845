package dev.keyway.facts;

import dev.keyway.expression.SecretLookup;
import java.util.Map;

/**
 * What a policy's rules have named before an expression is evaluated, and the secrets it may read.
 *
 * @param vars what the host's route named and {@code set-vars} has set: strings, numbers, booleans,
 *     instants, durations, and lists and maps of them
 * @param actions the results of actions, of the same types: {@code {ngrok: {rate_limit: …}}}
 */
public record Named(Map<String, Object> vars, Map<String, Object> actions, SecretLookup secrets) {

  /** Nothing was named. */
  public static final Named NOTHING = new Named(Map.of(), Map.of(), SecretLookup.NONE);

  /** Prints nothing of it: variables may be credentials. */
  @Override
  public String toString() {
    return "Named" + vars.keySet();
  }
}
