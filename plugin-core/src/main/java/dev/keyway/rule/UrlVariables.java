package dev.keyway.rule;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request's URL that {@code to} may name: {@code $uri}, {@code $args} and so on. A
 * part that is not there is empty; nothing is decoded.
 */
record UrlVariables(UrlParts url) implements UnaryOperator<@Nullable String> {

  private static final String ARGUMENT = "arg_";

  @Override
  public @Nullable String apply(@Nullable String name) {
    return switch (name) {
      case null -> null;
      case "uri" -> url.target();
      case "args", "query_string" -> orEmpty(url.query());
      case "is_args" -> orEmpty(url.query()).isEmpty() ? "" : "?";
      case "scheme" -> orEmpty(url.scheme());
      case "authority" -> authority().substring(user().isEmpty() ? 0 : user().length() + 1);
      case "host" -> hostAndPort().substring(0, colon());
      case "port" -> hostAndPort().substring(Math.min(colon() + 1, hostAndPort().length()));
      case "user" -> user();
      case "is_user" -> user().isEmpty() ? "" : "@";
      default -> name.startsWith(ARGUMENT) ? argument(name.substring(ARGUMENT.length())) : null;
    };
  }

  private String authority() {
    return orEmpty(url.authority());
  }

  private String user() {
    return authority().substring(0, Math.max(0, authority().lastIndexOf('@')));
  }

  private String hostAndPort() {
    return authority().substring(authority().lastIndexOf('@') + 1);
  }

  /** Where the port's colon stands, or the end; an IPv6 address has colons of its own. */
  private int colon() {
    String all = hostAndPort();
    int colon = all.lastIndexOf(':');
    return colon > all.lastIndexOf(']') ? colon : all.length();
  }

  private String argument(String name) {
    for (String argument : orEmpty(url.query()).split("&", -1)) {
      if (argument.startsWith(name + "=")) {
        return argument.substring(name.length() + 1);
      }
    }
    return "";
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }
}
