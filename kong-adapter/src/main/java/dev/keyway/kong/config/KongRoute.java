package dev.keyway.kong.config;

import dev.keyway.hostconfig.PolicyTimes;
import dev.keyway.hostconfig.Yaml;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy and where its requests come in.
 *
 * @param policy its name in the daemon
 * @param path what clients' paths begin with, without a slash at its end, such as {@code /chat};
 *     {@code /}: anything
 * @param times how long its requests may take
 * @param text the policy itself where Kong is to hold it, or null: the daemon does
 */
public record KongRoute(String policy, String path, PolicyTimes times, @Nullable String text) {

  /** No regular expression, nothing to be escaped, and no step up. */
  private static final Pattern PATH =
      Pattern.compile("/|(?:/(?!\\.{1,2}(?:/|\\z))[A-Za-z0-9._~-]+)+/?");

  /** The path of this text without a slash at its end, or null when no route can have it. */
  public static @Nullable String parsePath(String text) {
    if (!PATH.matcher(text).matches() || text.length() > FieldKinds.PREFIX.longest()) {
      return null;
    }
    return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** What is to be taken off; empty: nothing. */
  String prefix() {
    return path.equals("/") ? "" : path;
  }

  /** As Kong compares paths, so that {@code /chatter} is none of {@code /chat}. */
  String kongPath() {
    return prefix() + "/";
  }

  /** Its name among Kong's routes, and in Kubernetes. */
  String name() {
    return "keyway-" + policy;
  }

  /** Which policy it is, in the plugin's configuration. */
  Yaml policyMember() {
    return text == null
        ? Yaml.member(PluginField.POLICY.wireName(), policy)
        : Yaml.member(PluginField.POLICY_INLINE.wireName(), text);
  }

  /** What is taken off, in the plugin's configuration. */
  Yaml prefixMember() {
    return prefix().isEmpty() ? Yaml.NOTHING : Yaml.member(PluginField.PREFIX.wireName(), prefix());
  }
}
