package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;

/** Checks a model's {@code pricing}: amounts per million, in groups of the author's naming. */
final class PricingReader {

  private final Reading reading;

  PricingReader(Reading reading) {
    this.reading = reading;
  }

  void check(Fields model) {
    model.members("pricing").forEach(member -> check(member.value()));
  }

  private void check(Node node) {
    switch (node) {
      case Node.Mapping group -> group.members().forEach(member -> check(member.value()));
      case Node.Sequence list -> wrong(list);
      case Node.Scalar amount -> {
        boolean number = amount.kind() == Node.Kind.INTEGER || amount.kind() == Node.Kind.DECIMAL;
        if (!number || amount.text().startsWith("-")) {
          wrong(amount);
        }
      }
    }
  }

  private void wrong(Node node) {
    reading.error(node.place(), "expected an amount per million tokens, such as 2.5");
  }
}
