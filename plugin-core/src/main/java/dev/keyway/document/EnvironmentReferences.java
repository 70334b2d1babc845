package dev.keyway.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${env.NAME}</code> in a document's texts by the variable's value. What a variable
 * holds is never looked at again; an unquoted value takes the kind its new text has, so that <code>
 * port: ${env.PORT}</code> is a number.
 */
public final class EnvironmentReferences {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{env\\.([A-Za-z_][A-Za-z0-9_]*)}");

  private final Function<String, @Nullable String> environment;
  private final Problems problems;

  /**
   * @param environment the variable's value, or null when it is not set
   */
  public EnvironmentReferences(Function<String, @Nullable String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The same tree with the variables' values in it; one that is not set leaves an error. */
  public Node replace(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar(scalar);
      case Node.Sequence list ->
          new Node.Sequence(list.place(), list.items().stream().map(this::replace).toList());
      case Node.Mapping object -> mapping(object);
    };
  }

  private Node mapping(Node.Mapping object) {
    List<Node.Member> members = new ArrayList<>();
    for (Node.Member member : object.members()) {
      members.add(new Node.Member(member.name(), member.namePlace(), replace(member.value())));
    }
    return new Node.Mapping(object.place(), members);
  }

  private Node scalar(Node.Scalar scalar) {
    if (scalar.kind() != Node.Kind.TEXT || !scalar.text().contains("${env.")) {
      return scalar;
    }
    String text =
        REFERENCE
            .matcher(scalar.text())
            .replaceAll(m -> Matcher.quoteReplacement(valueOf(m.group(1), scalar)));
    Node.Kind kind = scalar.quoted() ? Node.Kind.TEXT : CoreSchema.kindOf(text);
    return new Node.Scalar(scalar.place(), text, kind, scalar.quoted(), null);
  }

  private String valueOf(String name, Node.Scalar scalar) {
    String value = environment.apply(name);
    if (value == null) {
      problems.error(scalar.place(), "the environment variable " + name + " is not set");
      return "";
    }
    return value;
  }
}
