package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.rule.Ruleset;
import java.util.ArrayList;
import java.util.List;

/** The {@code ai-gateway} actions of one policy: found among its rules, then read. */
final class GatewayActions {

  private final Reading reading;
  private final SecretReferences secrets;
  private final List<Fields> found = new ArrayList<>();

  GatewayActions(Reading reading, SecretReferences secrets) {
    this.reading = reading;
    this.secrets = secrets;
  }

  /** Takes the configuration of one, and gives its number. */
  int add(Fields config) {
    found.add(config);
    return found.size() - 1;
  }

  /** A policy that never asks a model has no business here. */
  void checkPresence(Fields root) {
    if (found.isEmpty() && !reading.problems().hasErrors()) {
      reading.error(
          root.place("on_http_request"),
          "no ai-gateway action: this policy would never ask a model");
    }
  }

  /** Reads them all; fewer than there are, and an error is left. */
  List<AiGateway> read(Ruleset rules) {
    List<AiGateway> read = new ArrayList<>();
    for (int index = 0; index < found.size(); index++) {
      AiGateway gateway =
          new AiGatewayReader(reading, secrets, rules.continuesAfter(index), rules)
              .read(found.get(index));
      if (gateway != null) {
        read.add(gateway);
      }
    }
    return read;
  }
}
