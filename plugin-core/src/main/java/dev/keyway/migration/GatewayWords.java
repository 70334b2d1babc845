package dev.keyway.migration;

import dev.keyway.document.Node;
import dev.keyway.migration.Outline.WrittenAction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an {@code ai-gateway} action asks, in a few words. */
final class GatewayWords {

  private GatewayWords() {}

  /** The words; empty for other actions. */
  static String of(WrittenAction action) {
    if (!action.type().equals("ai-gateway") || !(action.config() instanceof Node.Mapping config)) {
      return "";
    }
    List<String> words = new ArrayList<>();
    String providers = providers(config);
    words.add(
        providers.isEmpty() ? "every built-in provider, with the client's own key" : providers);
    strategies(config, "model_selection", "models", words);
    strategies(config, "api_key_selection", "keys", words);
    if (value(config, "on_error") instanceof Node.Scalar onError
        && onError.text().equals("continue")) {
      words.add("goes on to the next action when all fail");
    }
    return String.join("; ", words);
  }

  private static String providers(Node.Mapping config) {
    return items(config, "providers").stream()
        .map(GatewayWords::provider)
        .collect(Collectors.joining(", "));
  }

  private static String provider(Node node) {
    if (!(node instanceof Node.Mapping provider)) {
      return "?";
    }
    String id = value(provider, "id") instanceof Node.Scalar text ? text.text() : "?";
    int keys = items(provider, "api_keys").size();
    return switch (keys) {
      case 0 -> id;
      case 1 -> id + " (one key)";
      default -> "%s (%d keys)".formatted(id, keys);
    };
  }

  private static void strategies(
      Node.Mapping config, String field, String what, List<String> words) {
    if (value(config, field) instanceof Node.Mapping selection) {
      int count = items(selection, "strategy").size();
      if (count > 0) {
        words.add("%s by %s".formatted(what, count == 1 ? "a strategy" : count + " strategies"));
      }
    }
  }

  private static List<Node> items(Node.Mapping object, String name) {
    return value(object, name) instanceof Node.Sequence list ? list.items() : List.of();
  }

  private static @Nullable Node value(Node.Mapping object, String name) {
    Node.Member member = object.member(name);
    return member == null ? null : member.value();
  }
}
