package dev.keyway.envoy;

import dev.keyway.DecidedAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What another process needs to make the next try in this one's place, as it stands in Envoy's
 * metadata: the decision by its names, and who calls, signed. No key, and nothing that a client
 * wrote but its path.
 *
 * @param context a {@link dev.keyway.access.SignedContext}
 * @param path the client's path, without the prefix that its route takes off
 * @param headers names of the client's headers, lower case: what else stands in a try is an earlier
 *     one's
 */
record Handover(String context, String path, List<String> headers, DecidedAttempt decided) {

  private static final int PARTS = 6;
  private static final Pattern ACTION = Pattern.compile("[0-9]{1,6}");

  Handover {
    headers = List.copyOf(headers);
  }

  /**
   * One text, a line for each part and for each header: it passes through Envoy with every try, and
   * is read only where another process has ended. Null when a part has several lines, as an
   * operator may name a key: then nobody takes over.
   */
  @Nullable String text() {
    List<String> lines = new ArrayList<>();
    lines.add(context);
    lines.add(path);
    lines.add(Integer.toString(decided.action()));
    lines.add(decided.provider());
    lines.add(decided.model());
    lines.add(decided.key());
    lines.addAll(headers);
    String text = String.join("\n", lines);
    return text.chars().filter(c -> c == '\n').count() == lines.size() - 1 ? text : null;
  }

  /** Null when it is not whole. */
  static @Nullable Handover of(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    return lines.size() < PARTS
            || lines.subList(0, PARTS).contains("")
            || !ACTION.matcher(lines.get(2)).matches()
        ? null
        : new Handover(
            lines.get(0),
            lines.get(1),
            lines.subList(PARTS, lines.size()),
            new DecidedAttempt(
                Integer.parseInt(lines.get(2)), lines.get(3), lines.get(4), lines.get(5)));
  }

  /** Prints no token. */
  @Override
  public String toString() {
    return "Handover[" + path + " " + decided + "]";
  }
}
