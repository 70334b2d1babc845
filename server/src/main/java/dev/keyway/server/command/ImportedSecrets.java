package dev.keyway.server.command;

import dev.keyway.document.DocumentReader;
import dev.keyway.document.Node;
import dev.keyway.document.Problem;
import dev.keyway.document.Problem.Severity;
import dev.keyway.document.Problems;
import dev.keyway.secret.Secret;
import dev.keyway.secret.SecretShape;
import dev.keyway.secret.sealed.SecretName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and values of a text, JSON or lines {@code NAME=VALUE}. No problem quotes a value. */
final class ImportedSecrets {

  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([^=\\s]+)\\s*=\\s*(.*?)\\s*");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"\\\\]*)\"");

  private final Map<String, Read> values = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private ImportedSecrets() {}

  /**
   * A value and where it stands.
   *
   * @param line from 1
   * @param column from 1
   */
  record Read(Secret value, int line, int column) {

    Problem problem(String name, String what) {
      return new Problem(Severity.ERROR, "", line, column, name + " " + what, null);
    }
  }

  static ImportedSecrets read(String text) {
    ImportedSecrets secrets = new ImportedSecrets();
    if (text.stripLeading().startsWith("{")) {
      secrets.json(text);
    } else {
      secrets.lines(text);
    }
    if (secrets.values.isEmpty() && secrets.problems.isEmpty()) {
      secrets.problem(1, 1, "there is no secret in it");
    }
    return secrets;
  }

  /** By name, in the order of the text. */
  Map<String, Read> values() {
    return values;
  }

  /** All that is wrong; when something is, nothing should be taken. */
  List<Problem> problems() {
    return problems;
  }

  private void json(String text) {
    Problems found = new Problems();
    Node root = DocumentReader.read(text.getBytes(StandardCharsets.UTF_8), found);
    // A parser's message may quote what it could not read.
    found
        .inOrder()
        .forEach(one ->
            problem(one.line(), one.column(), "this is no JSON, or a name stands here twice"));
    if (root instanceof Node.Mapping object) {
      members("", object);
    }
  }

  private void members(String prefix, Node.Mapping object) {
    for (Node.Member member : object.members()) {
      String name = prefix + member.name();
      int line = member.value().place().line();
      int column = member.value().place().column();
      switch (member.value()) {
        case Node.Mapping inner when prefix.isEmpty() -> members(name + "/", inner);
        case Node.Scalar scalar when scalar.kind() == Node.Kind.TEXT ->
            add(name, scalar.text(), line, column);
        case Node other ->
            problem(line, column, "expected the value of " + name + " as a text in quotes");
      }
    }
  }

  private void lines(String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        line(line, i + 1);
      }
    }
  }

  private void line(String line, int number) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      problem(number, 1, "expected NAME=VALUE, a comment (#) or nothing");
      return;
    }
    String name = parts.group(1);
    String value = parts.group(2);
    int column = parts.start(2) + 1;
    Matcher quoted = QUOTED.matcher(value);
    if (quoted.matches()) {
      add(name, quoted.group(1) == null ? quoted.group(2) : quoted.group(1), number, column);
    } else if (value.matches("['\"].*") || value.contains(" #")) {
      problem(
          number,
          column,
          "the value of %s can't be told from its quotes or a comment: write comments on lines of their own, and use JSON for values with quotes"
              .formatted(name));
    } else {
      add(name, value, number, column);
    }
  }

  private void add(String name, String text, int line, int column) {
    String ofName = SecretName.flaw(name);
    String ofValue = SecretShape.flaw(Secret.of(text));
    if (ofName != null) {
      problem(line, column, name + " " + ofName);
    }
    if (ofValue != null) {
      problem(line, column, "the value of " + name + " " + ofValue);
    }
    if (values.putIfAbsent(name, new Read(Secret.of(text), line, column)) != null) {
      problem(line, column, name + " stands here twice");
    }
  }

  private void problem(int line, int column, String message) {
    problems.add(new Problem(Severity.ERROR, "", line, column, message, null));
  }
}
