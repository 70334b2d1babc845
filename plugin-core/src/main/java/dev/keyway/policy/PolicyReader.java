package dev.keyway.policy;

import dev.keyway.document.DocumentReader;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Problem;
import dev.keyway.document.Problems;
import dev.keyway.expression.Environment;
import dev.keyway.rule.RulesReader;
import dev.keyway.rule.Ruleset;
import dev.keyway.secret.SecretResolver;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy, YAML or JSON, and reports every problem at once. A policy is a traffic policy,
 * rules that hold an {@code ai-gateway} action at least once, or that action's configuration alone.
 */
public final class PolicyReader {

  private static final String EMPTY =
      "the policy is empty; providers: [] alone passes clients' own keys through to every built-in"
          + " provider";

  private final Settings settings;

  public PolicyReader(Settings settings) {
    this.settings = settings;
  }

  /**
   * Reads a policy. Never throws on bad input. May block: secrets are read from their vaults.
   *
   * @param name what operators and host gateways name it by
   * @param text its bytes, UTF-8
   */
  public PolicyReading read(String name, byte[] text) {
    Problems problems = new Problems();
    Node root = DocumentReader.read(text, problems);
    if (root == null && !problems.hasErrors()) {
      problems.error(Place.START, EMPTY);
    }
    Fields fields = root == null ? null : Fields.of(root, problems);
    Policy policy = fields == null ? null : policy(name, text, fields, problems);
    return policy == null || problems.hasErrors()
        ? new PolicyReading.Refused(problems.inOrder())
        : new PolicyReading.Loaded(policy);
  }

  private @Nullable Policy policy(String name, byte[] text, Fields root, Problems problems) {
    Reading reading = new Reading(settings, problems);
    SecretReferences secrets = new SecretReferences(reading);
    GatewayActions gateways = new GatewayActions(reading, secrets);
    Ruleset rules;
    if (RulesReader.isTrafficPolicy(root)) {
      rules =
          new RulesReader(new RuleTexts(reading, secrets), new OfTheHost(reading), gateways::add)
              .read(root);
      gateways.checkPresence(root);
    } else {
      gateways.add(root);
      rules = Ruleset.gatewayAlone();
    }
    List<AiGateway> read = gateways.read(rules);
    secrets.reportClashes();
    return read.isEmpty() || problems.hasErrors()
        ? null
        : new Policy(name, Digest.of(text), rules.with(secrets.named()), read, problems.inOrder());
  }

  /**
   * What reading needs from other rooms.
   *
   * <p>What expressions are compiled in is costly to make, so it is asked for only when a policy
   * has one.
   *
   * @param modelSelection the language of {@code model_selection}
   * @param keySelection the language of {@code api_key_selection}
   * @param templates the environment of {@code headers}, {@code query_params} and {@code body}
   * @param secrets where the values of secrets are found
   * @param literals names keys that stand in the policy itself
   * @param unsetSecret what an unset secret is: an error where the policy is to run, a warning
   *     where it is only checked
   * @param origin where the policies come from, and so what they may say
   */
  public record Settings(
      Supplier<StrategyLanguage> modelSelection,
      Supplier<StrategyLanguage> keySelection,
      Supplier<Environment> templates,
      SecretResolver secrets,
      KeyHash literals,
      Problem.Severity unsetSecret,
      Origin origin) {}

  /** Where a policy comes from. */
  public sealed interface Origin {

    /**
     * The operator's own file.
     *
     * @param hostActions what becomes of what the host gateway does
     */
    record Operator(HostActions hostActions) implements Origin {

      /** Whose policies hold nothing that the host gateway does. */
      public Operator() {
        this(HostActions.REFUSED);
      }
    }

    /**
     * A host gateway's route configuration, which others than the operator may write: it may not
     * say {@code require: none} or {@code allow_http}, nor hold what the host gateway does: who
     * writes it has the host's plugin at hand, and a guard that guards nothing would stand beside
     * it.
     *
     * @param vaults the only vaults it may read
     */
    record Inline(Set<String> vaults) implements Origin {
      public Inline {
        vaults = Set.copyOf(vaults);
      }
    }
  }
}
