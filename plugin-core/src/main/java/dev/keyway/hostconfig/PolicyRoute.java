package dev.keyway.hostconfig;

import dev.keyway.host.RouteSettings;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy and where its requests come in.
 *
 * @param policy its name in the daemon
 * @param path what clients' paths begin with, without a slash at its end, such as {@code /chat};
 *     {@code /}: anything
 * @param times how long its requests may take
 * @param text the policy itself where the host is to hold it, or null: the daemon does
 */
public record PolicyRoute(String policy, String path, PolicyTimes times, @Nullable String text) {

  /** The greatest length of a path. */
  public static final int MOST_PATH_BYTES = 256;

  /** No regular expression, nothing to be escaped, and no step up. */
  private static final Pattern PATH =
      Pattern.compile("/|(?:/(?!\\.{1,2}(?:/|\\z))[A-Za-z0-9._~-]+)+/?");

  /** The path of this text without a slash at its end, or null when no route can have it. */
  public static @Nullable String parsePath(String text) {
    if (!PATH.matcher(text).matches() || text.length() > MOST_PATH_BYTES) {
      return null;
    }
    return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** What is to be taken off; empty: nothing. */
  public String prefix() {
    return path.equals("/") ? "" : path;
  }

  /** What its requests' paths begin with, so that {@code /chatter} is none of {@code /chat}. */
  public String below() {
    return prefix() + "/";
  }

  /** Its name among the host's routes. */
  public String name() {
    return "keyway-" + policy;
  }

  /** Which policy it is, in the route's settings. */
  public Yaml policyMember() {
    return text == null
        ? Yaml.member(RouteSettings.POLICY, policy)
        : Yaml.member(RouteSettings.POLICY_INLINE, text);
  }

  /** What is taken off, in the route's settings. */
  public Yaml prefixMember() {
    return prefix().isEmpty() ? Yaml.NOTHING : Yaml.member(RouteSettings.PREFIX, prefix());
  }

  /** Variables in a route's settings. */
  public static Yaml varsMember(Map<String, String> vars) {
    if (vars.isEmpty()) {
      return Yaml.NOTHING;
    }
    return new Yaml(
        vars.entrySet().stream()
            .map(each ->
                Yaml.text(each.getKey()).source() + ": " + Yaml.text(each.getValue()).source())
            .collect(Collectors.joining(", ", RouteSettings.VARS + ": {", "}")));
  }
}
