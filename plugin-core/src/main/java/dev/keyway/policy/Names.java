package dev.keyway.policy;

import dev.keyway.document.Node;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names may look like. Each gives the name back when it fits, else null and an error. */
final class Names {

  private static final int LONGEST = 200;

  /** A client writes {@code provider:model}, and records, metrics and headers show the name. */
  private static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

  /** Model ids go into JSON, records and headers: visible ASCII, no blank. */
  private static final Pattern MODEL = Pattern.compile("[!-~]+");

  /** Shown to people, also in a response header. */
  private static final Pattern LABEL = Pattern.compile("[!-~](?:[ -~]*[!-~])?");

  private Names() {}

  static Node.@Nullable Scalar provider(Reading reading, Node.@Nullable Scalar name) {
    return fits(reading, name, PROVIDER, "letters, digits, dots, hyphens and underscores");
  }

  static Node.@Nullable Scalar model(Reading reading, Node.@Nullable Scalar name) {
    return fits(reading, name, MODEL, "visible ASCII characters without blanks");
  }

  static Node.@Nullable Scalar label(Reading reading, Node.@Nullable Scalar name) {
    return fits(reading, name, LABEL, "visible ASCII characters");
  }

  private static Node.@Nullable Scalar fits(
      Reading reading, Node.@Nullable Scalar name, Pattern pattern, String characters) {
    if (name == null) {
      return null;
    }
    if (name.text().length() > LONGEST || !pattern.matcher(name.text()).matches()) {
      reading.error(name.place(), "expected 1 to " + LONGEST + " " + characters);
      return null;
    }
    return name;
  }
}
