package dev.keyway.apisix.config;

import dev.keyway.hostconfig.RelayAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why something can't be part of APISIX's configuration. */
public enum Unfit {
  /** For the Admin API, which takes texts as they are. */
  ADMIN(null, ""),
  /** For apisix.yaml, whose text APISIX changes before it reads it: apisix/cli/file.lua. */
  STANDALONE(
      Pattern.compile("\\$\\{\\{"),
      "APISIX takes '${{' in apisix.yaml for one of its own variables"),
  /** For ADC, which changes the texts that it has read: apps/cli/src/command/utils.ts. */
  ADC(
      Pattern.compile("\\$\\{[A-Za-z0-9_]+}"),
      "ADC takes '${NAME}' for a variable of its own environment");

  /** Of ids and names, as far as "keyway-" leaves room: apisix/schema_def.lua. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,57}");

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]+");

  /** What Kong takes as well. With all else that etcd keeps of a route it is far below a MiB. */
  private static final int MOST_POLICY_BYTES = 1 << 18;

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  @SuppressWarnings("ImmutableEnumChecker") // A pattern does not change.
  private final @Nullable Pattern replaced;

  private final String why;

  Unfit(@Nullable Pattern replaced, String why) {
    this.replaced = replaced;
    this.why = why;
  }

  /** Why its name can't be a route's, or null when it can. */
  public static @Nullable String name(String policy) {
    return NAME.matcher(policy).matches()
        ? null
        : "the policy's name becomes a route's, and this one can't: give it one of at most 57 letters, digits, '-', '_' and '.', under policies: in keyway.yaml or by the file's own name";
  }

  /** Why the relay can't be an upstream's node, or null when it can. */
  public static @Nullable String relay(RelayAddress relay) {
    return HOST.matcher(relay.host()).matches()
        ? null
        : "APISIX takes no host %s: give one of letters, digits, '-', '_' and '.', or an IP address"
            .formatted(relay.host());
  }

  /** Why a policy of this text can't stand there, or null when it can. */
  public @Nullable String text(String policy) {
    if (policy.getBytes(StandardCharsets.UTF_8).length > MOST_POLICY_BYTES) {
      return "in APISIX's configuration a policy must be at most %d bytes long; leave out --inline"
          .formatted(MOST_POLICY_BYTES);
    }
    return isReplaced(policy)
        ? why + "; write it apart, or leave out --inline and let APISIX name the policy"
        : null;
  }

  /** Why a variable of this name can't have this text, or null when it can. */
  public @Nullable String variable(String name, String text) {
    if (!VARIABLE.matcher(name).matches()) {
      return "the name must consist of at most 64 letters, digits and underscores, and must not begin with a digit";
    }
    return isReplaced(text) ? why + ", so that no text can hold it" : null;
  }

  private boolean isReplaced(String text) {
    return replaced != null && replaced.matcher(text).find();
  }
}
