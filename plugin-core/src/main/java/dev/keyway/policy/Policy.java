package dev.keyway.policy;

import dev.keyway.catalogue.Catalogue;
import dev.keyway.document.Problem;
import dev.keyway.rule.Ruleset;
import java.util.List;
import java.util.stream.Stream;

/**
 * A policy that can be run: read, validated, its expressions compiled.
 *
 * @param name what operators and host gateways name it by
 * @param digest SHA-256 of its text, base64url without padding
 * @param rules what happens to a request, and when a model is asked
 * @param gateways its {@code ai-gateway} actions, in the order of the file; one at least
 * @param warnings what its author should know although it loads
 */
public record Policy(
    String name, String digest, Ruleset rules, List<AiGateway> gateways, List<Problem> warnings) {

  public Policy {
    gateways = List.copyOf(gateways);
    warnings = List.copyOf(warnings);
    if (gateways.isEmpty()) {
      throw new IllegalArgumentException("a policy asks a model at least once");
    }
  }

  /** A policy that always asks a model, and does nothing else. */
  public static Policy of(String name, String digest, AiGateway gateway, List<Problem> warnings) {
    return new Policy(name, digest, Ruleset.gatewayAlone(), List.of(gateway), warnings);
  }

  /** The first of its {@code ai-gateway} actions; most policies have no other. */
  public AiGateway aiGateway() {
    return gateways.getFirst();
  }

  /** The providers and models that each of its actions knows. */
  public Stream<Catalogue> catalogues() {
    return gateways.stream().map(AiGateway::catalogue);
  }

  /** Whether it was read from this text. */
  public boolean isOf(byte[] text) {
    return digest.equals(Digest.of(text));
  }
}
