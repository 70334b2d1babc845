package dev.keyway.kong.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why something can't be part of Kong's configuration. */
public final class Unfit {

  /** What Kong takes for a name, as far as it is ASCII: {@code kong/db/schema/typedefs.lua}. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  /** What Kubernetes takes for a name, with "keyway-" before it: RFC 1123. */
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?");

  /** What Kubernetes takes for the name that a Service leads to: RFC 1123; 127.0.0.1 is one. */
  private static final Pattern SUBDOMAIN =
      Pattern.compile(
          "(?=.{1,253}\\z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  /** What decK replaces in a file before it reads it. */
  private static final String DECK_TEMPLATE = "${{";

  private Unfit() {}

  /** Why its name can't be a route's, or null when it can. */
  public static @Nullable String name(String policy) {
    return NAME.matcher(policy).matches()
        ? null
        : cannotBeARoute("letters, digits, '-', '_', '.' and '~'");
  }

  /** The same for a name in Kubernetes. */
  public static @Nullable String kubernetesName(String policy) {
    return LABEL.matcher(policy).matches() ? null : cannotBeARoute("small letters, digits and '-'");
  }

  private static String cannotBeARoute(String characters) {
    return "the policy's name becomes a route's, and this one can't: give it one of %s, under policies: in keyway.yaml or by the file's own name"
        .formatted(characters);
  }

  /** Why its text can't stand in Kong's configuration, or null when it can. */
  public static @Nullable String text(String policy) {
    if (policy.contains(DECK_TEMPLATE)) {
      return "decK takes '${{' for one of its own templates; write '${ {', or leave out --inline and let Kong name the policy";
    }
    String problem = FieldKinds.POLICY_INLINE.problem(policy);
    return problem == null
        ? null
        : "in Kong's configuration a policy " + problem + "; leave out --inline";
  }

  /** Why a variable of this name can't have this text, or null when it can. */
  public static @Nullable String variable(String name, String text) {
    if (text.contains(DECK_TEMPLATE)) {
      return "decK takes '${{' for one of its own templates, so that no text can hold it";
    }
    String problem = FieldKinds.VARS.problem(name, text);
    return problem == null ? null : "the name or text " + problem;
  }

  /** Why the relay's host can't be a Service's in Kubernetes, or null when it can. */
  public static @Nullable String externalName(String host) {
    return SUBDOMAIN.matcher(host).matches()
        ? null
        : "the relay's host becomes a Service's externalName, which %s can't be: Kubernetes takes a name in small letters or an IPv4 address there"
            .formatted(host);
  }
}
