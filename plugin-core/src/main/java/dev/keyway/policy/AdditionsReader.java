package dev.keyway.policy;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.document.Fields;
import dev.keyway.document.Fields.TextMember;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.expression.Template;
import dev.keyway.http.ReservedHeaders;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is added to every request: {@code headers}, {@code query_params}, {@code body}. */
final class AdditionsReader {

  /** What routing and carrier decide by, and what the key travels in. */
  private static final Set<String> DECIDED = Set.of("model", "models", "stream");

  private static final String KEY_PARAMETER = "key";
  private static final String CREDENTIAL =
      "a credential; it comes from api_keys alone and can't be set here";

  private final Reading reading;
  private final SecretReferences secrets;
  private final Set<AuthStyle> keyStyles;

  AdditionsReader(Reading reading, SecretReferences secrets, List<ConfiguredProvider> providers) {
    this.reading = reading;
    this.secrets = secrets;
    this.keyStyles =
        providers.stream()
            .flatMap(provider -> Stream.ofNullable(provider.definition().auth()))
            .collect(Collectors.toSet());
  }

  AiGateway.Additions read(Fields config) {
    return new AiGateway.Additions(
        headers(config.textMembers("headers")),
        query(config.textMembers("query_params")),
        body(config));
  }

  private Map<String, Template> headers(List<TextMember> members) {
    Map<String, Template> headers = new LinkedHashMap<>();
    Map<String, Place> seen = new HashMap<>();
    for (TextMember member : members) {
      String lower = member.name().toLowerCase(Locale.ROOT);
      String flaw = ReservedHeaders.flaw(member.name());
      Place first = seen.putIfAbsent(lower, member.namePlace());
      if (flaw == null && carriesKey(AuthStyle.Kind.HEADER, lower)) {
        flaw = CREDENTIAL;
      }
      if (flaw == null && first != null) {
        flaw = "given twice; the first is in line " + first.line() + " (case does not count)";
      }
      add(member, flaw, headers);
    }
    return headers;
  }

  private Map<String, Template> query(List<TextMember> members) {
    Map<String, Template> parameters = new LinkedHashMap<>();
    for (TextMember member : members) {
      boolean key =
          member.name().equalsIgnoreCase(KEY_PARAMETER)
              || carriesKey(AuthStyle.Kind.QUERY, member.name().toLowerCase(Locale.ROOT));
      String odd = member.name().isBlank() ? "a parameter needs a name" : null;
      add(member, key ? CREDENTIAL : odd, parameters);
    }
    return parameters;
  }

  private void add(TextMember member, @Nullable String flaw, Map<String, Template> into) {
    if (flaw != null) {
      reading.error(member.namePlace(), flaw);
    }
    Template template = template(member.value());
    if (template != null && template.literal() && holdsControl(member.value().text())) {
      reading.error(member.value().place(), "a line break or control character can't be sent here");
    } else if (template != null) {
      into.put(member.name(), template);
    }
  }

  private @Nullable Template template(Node.Scalar text) {
    Template template = reading.template(text);
    if (template != null) {
      secrets.name(template.secrets(), text);
    }
    return template;
  }

  private static boolean holdsControl(String text) {
    return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t');
  }

  private boolean carriesKey(AuthStyle.Kind kind, String lowerCaseName) {
    return keyStyles.stream()
        .anyMatch(style -> style.kind() == kind && style.name().equalsIgnoreCase(lowerCaseName));
  }

  private Map<String, Object> body(Fields config) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (Node.Member member : config.members("body")) {
      if (DECIDED.contains(member.name())) {
        reading.error(
            member.namePlace(),
            "decided for each request by the client and the routing; remove it");
      }
      Object value = bodyValue(config, member.value());
      if (value != null) {
        body.put(member.name(), value);
      }
    }
    return body;
  }

  private @Nullable Object bodyValue(Fields config, Node node) {
    if (node instanceof Node.Scalar text && holdsExpression(text)) {
      return template(text);
    }
    refuseExpressionsBelow(node);
    return config.free(node, NullNode.instance);
  }

  /** A value deeper down would be sent as it is, <code>${…}</code> and all. */
  private void refuseExpressionsBelow(Node node) {
    switch (node) {
      case Node.Mapping object -> object.members().forEach(m -> refuseExpressionsBelow(m.value()));
      case Node.Sequence list -> list.items().forEach(this::refuseExpressionsBelow);
      case Node.Scalar text -> {
        if (holdsExpression(text)) {
          reading.error(
              text.place(),
              "${…} works in a top-level field of body only; build the object there:"
                  + " ${{'name': value}}");
        }
      }
    }
  }

  private static boolean holdsExpression(Node.Scalar text) {
    return text.kind() == Node.Kind.TEXT && text.text().contains("${");
  }
}
