package dev.keyway.policy;

import dev.keyway.catalogue.Pricing;
import dev.keyway.document.Fields;
import dev.keyway.document.Nearest;
import dev.keyway.document.Node;
import dev.keyway.document.Node.Member;
import dev.keyway.document.Place;
import dev.keyway.document.Problem.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model's {@code pricing}: US dollars per million tokens by type. A type may be written
 * whole ({@code text.input: 2.5}), in groups (<code>text: {input: 2.5}</code>), or, for text, by
 * its last word ({@code input: 2.5}).
 */
final class PricingReader {

  private final Reading reading;
  private final Map<String, Double> prices = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  PricingReader(Reading reading) {
    this.reading = reading;
  }

  Pricing read(Fields model) {
    read(model, "", model.members("pricing"));
    return Pricing.of(prices);
  }

  private void read(Fields model, String group, List<Member> members) {
    for (Member member : members) {
      String name = group + member.name();
      switch (member.value()) {
        case Node.Mapping inner -> read(model, name + ".", inner.members());
        case Node.Sequence list -> wrong(list);
        case Node.Scalar amount -> keep(name, member, price(model, amount));
      }
    }
  }

  private @Nullable Double price(Fields model, Node.Scalar amount) {
    boolean number = amount.kind() == Node.Kind.INTEGER || amount.kind() == Node.Kind.DECIMAL;
    if (!number || amount.text().startsWith("-")) {
      wrong(amount);
      return null;
    }
    return model.free(amount, "") instanceof Number value ? value.doubleValue() : null;
  }

  private void keep(String name, Member member, @Nullable Double price) {
    String type = Pricing.type(name);
    if (price == null) {
      return;
    }
    if (!Pricing.TYPES.contains(type)) {
      warnOfSlips(type, member);
    }
    Place first = places.putIfAbsent(type, member.value().place());
    Double before = prices.put(type, price);
    if (first != null && !price.equals(before)) {
      reading.error(
          member.value().place(),
          "%s has another price in line %d; write it once".formatted(type, first.line()));
    }
  }

  /**
   * Any type may be named, so a slip in a usual one is no error; but nothing would ever ask for it.
   */
  private void warnOfSlips(String type, Member member) {
    String meant = Nearest.of(type, Pricing.TYPES);
    if (meant != null) {
      reading
          .problems()
          .add(Severity.WARNING, member.namePlace(), "an unusual type of price", meant);
    }
  }

  private void wrong(Node node) {
    reading.error(node.place(), "expected an amount per million tokens, such as 2.5");
  }
}
