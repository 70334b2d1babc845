package dev.keyway.migration;

import dev.keyway.Keyway;
import dev.keyway.document.DocumentReader;
import dev.keyway.document.Node;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.Problems;
import dev.keyway.policy.HostAction;
import dev.keyway.policy.HostActions;
import dev.keyway.policy.PolicyReader.Origin;
import dev.keyway.policy.PolicyReading;
import dev.keyway.secret.SecretStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a policy file here: what runs, what the host gateway has to do, what means
 * something else, what must be changed. Made of the file alone; it holds no secret's value.
 */
public final class MigrationReport {

  private final String file;
  private final @Nullable Outline outline;
  private final List<Problem> problems;
  private final List<NamedSecret> secrets;

  private MigrationReport(
      String file, @Nullable Outline outline, List<Problem> problems, List<NamedSecret> secrets) {
    this.file = file;
    this.outline = outline;
    this.problems = problems;
    this.secrets = secrets;
  }

  /**
   * The report on a file. Never throws on bad input. May block: secrets are looked up in their
   * vaults.
   *
   * @param name what its policy would be called
   * @param vaults by name; null: there is none
   */
  public static MigrationReport of(
      String file, String name, byte[] text, Function<String, @Nullable SecretStore> vaults) {
    Node root = DocumentReader.read(text, new Problems());
    Outline outline = root == null ? null : Outline.of(root);
    SecretsNamed secrets = new SecretsNamed(vaults);
    PolicyReading reading =
        Keyway.policyReader(
                secrets.resolver(), Severity.WARNING, new Origin.Operator(HostActions.IGNORED))
            .read(name, text);
    List<Problem> problems =
        switch (reading) {
          case PolicyReading.Loaded loaded -> loaded.policy().warnings();
          case PolicyReading.Refused refused -> refused.problems();
        };
    return new MigrationReport(file, outline, problems, secrets.named());
  }

  /** Whether it loads, at least with {@code --ignore-host-actions}. */
  public boolean loads() {
    return mustChange().isEmpty();
  }

  /** As Markdown. */
  public String text() {
    return new ReportText(this).text();
  }

  /** How the user named it. */
  String file() {
    return file;
  }

  /** What it holds, rule by rule. */
  List<Outline.WrittenRule> rules() {
    return outline == null ? List.of() : outline.rules();
  }

  /** What keeps it from loading, the host's actions aside. */
  List<Problem> mustChange() {
    return problems.stream().filter(one -> one.severity() == Severity.ERROR).toList();
  }

  /** What its author should know although it loads, unless the report tells it elsewhere. */
  List<Problem> shouldKnow() {
    return problems.stream()
        .filter(one -> one.severity() == Severity.WARNING)
        .filter(one -> !one.message().contains(" is not carried out here"))
        .filter(one -> secrets.stream().noneMatch(each -> speaksOf(one, each)))
        .toList();
  }

  private static boolean speaksOf(Problem problem, NamedSecret secret) {
    return problem.message().contains("secret " + secret.ref() + " ");
  }

  /** What means something else here. */
  List<Difference> differences() {
    return outline == null
        ? List.of()
        : Difference.all().stream().filter(each -> each.concerns(outline)).toList();
  }

  /** The secrets it names. */
  List<NamedSecret> secrets() {
    return secrets;
  }

  /**
   * Something in the file that the host gateway does.
   *
   * @param action as it is written
   * @param what what the hosts have for it
   */
  record Left(Outline.WrittenAction action, HostAction what) {}

  /** What is left to the host gateway, in order. */
  List<Left> leftToTheHost() {
    List<Left> left = new ArrayList<>();
    for (Outline.WrittenRule rule : rules()) {
      for (Outline.WrittenAction action : rule.actions()) {
        HostAction what = ofTheHost(rule, action);
        if (what != null) {
          left.add(new Left(action, what));
        }
      }
    }
    return left;
  }

  /** What the hosts have for an action, or for all of its phase; null: it is none of theirs. */
  static @Nullable HostAction ofTheHost(Outline.WrittenRule rule, Outline.WrittenAction action) {
    HostAction own = HostAction.named(action.type());
    return own == null ? HostAction.named(rule.phase()) : own;
  }
}
