package dev.keyway.kong.config;

import dev.keyway.host.RouteSettings;
import dev.keyway.kong.PluginConfig;
import dev.keyway.kong.config.FieldKind.Switch;
import dev.keyway.kong.config.FieldKind.Text;
import java.util.List;

/**
 * The fields of the plugin's configuration, by the names that it is read by, and what Kong is told
 * of them. Exactly one of the two policies is given.
 */
public enum PluginField {
  POLICY(
      RouteSettings.POLICY,
      new Text(256, List.of(FieldCheck.NOT_BLANK)),
      "The policy that serves these requests, by the name that keyway.yaml gives it under policies."
          + " Give this or policy_inline."),
  POLICY_INLINE(
      RouteSettings.POLICY_INLINE,
      FieldKinds.POLICY_INLINE,
      "The text of a policy, YAML or JSON, in the place of its name. It may name secrets of those vaults"
          + " that keyway.yaml lists under inline_policies. No provider's key belongs here: whoever"
          + " reads Kong's configuration reads it. Give this or policy."),
  VARS(
      RouteSettings.VARS,
      FieldKinds.VARS,
      "Texts that the policy's expressions read as vars.NAME, such as a team or a region, so that"
          + " routes can share a policy. Names consist of letters, digits and underscores. They are no"
          + " place for secrets."),
  PREFIX(
      RouteSettings.PREFIX,
      FieldKinds.PREFIX,
      "What the route's paths begin with and providers' don't, such as /chat. It is taken off behind"
          + " Kong where strip_path has not done it. Leave it out where there is nothing to take off."),
  CREDENTIAL_ID(
      PluginConfig.CREDENTIAL_ID,
      Switch.OFF,
      "Whether the policy is told which credential the client used, as client.credential_id."),
  CLIENT_IP(
      PluginConfig.CLIENT_IP,
      Switch.OFF,
      "Whether the policy is told the client's address as Kong knows it by its trusted_ips, as"
          + " client.ip. Asks Kong once more for each request."),
  JWT_CLAIMS(
      PluginConfig.JWT_CLAIMS,
      Switch.OFF,
      "Whether the policy is told what the token says that Kong's plugin jwt has verified, as"
          + " client.claims. Let jwt alone authenticate the consumer: beside another such plugin,"
          + " consumer and claims may be of two clients. A token that can't be read has no claims, so"
          + " let rules deny where one is missing. Asks Kong once more for each request.");

  private final String wireName;

  @SuppressWarnings("ImmutableEnumChecker") // Records of texts, numbers and copied lists.
  private final FieldKind kind;

  private final String description;

  PluginField(String wireName, FieldKind kind, String description) {
    this.wireName = wireName;
    this.kind = kind;
    this.description = description;
  }

  /** Its name in the configuration. */
  public String wireName() {
    return wireName;
  }

  /** What may stand there. */
  public FieldKind kind() {
    return kind;
  }

  /** What it is for, in 10 to 500 characters: Kong takes no other descriptions. */
  public String description() {
    return description;
  }
}
