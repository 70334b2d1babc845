package dev.keyway.policy;

import dev.keyway.document.Problem;
import java.util.List;

/**
 * A policy that can be run: read, validated, its expressions compiled.
 *
 * @param name what operators and host gateways name it by
 * @param digest SHA-256 of its text, base64url without padding
 * @param aiGateway the one action it holds
 * @param warnings what its author should know although it loads
 */
public record Policy(String name, String digest, AiGateway aiGateway, List<Problem> warnings) {

  public Policy {
    warnings = List.copyOf(warnings);
  }

  /** Whether it was read from this text. */
  public boolean isOf(byte[] text) {
    return digest.equals(Digest.of(text));
  }
}
