package dev.keyway.hostconfig;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A piece of YAML that is safe to put into a template. Text from outside becomes one only by {@link
 * #text}, whatever it holds.
 *
 * @param source the YAML; several lines are a block, whose lines begin in the first column
 */
public record Yaml(String source) {

  /** Nothing: a template's line that holds it alone is left out. */
  public static final Yaml NOTHING = new Yaml("");

  /** What no reader of YAML takes for anything but this text. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9./_-]*");

  /** A block would take these blanks for its indentation. */
  private static final Pattern BEGINS_BLANK = Pattern.compile("[ \t\n]");

  private static final List<String> WORDS =
      List.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf");

  /** A scalar that is this text. */
  public static Yaml text(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return new Yaml(plain ? text : quoted(text));
  }

  /** A scalar that is this text, in single quotes where YAML can say it so: no end of a line. */
  public static Yaml singleQuoted(String text) {
    boolean asItIs = text.codePoints().allMatch(c -> c != '\n' && isPrintable(c));
    return new Yaml(asItIs ? "'" + text.replace("'", "''") + "'" : quoted(text));
  }

  /** A list of these texts, in one line. */
  public static Yaml list(Collection<String> texts) {
    return new Yaml(
        texts.stream()
            .map(text -> text(text).source())
            .collect(Collectors.joining(", ", "[", "]")));
  }

  /** A whole number. */
  public static Yaml number(long number) {
    return new Yaml(Long.toString(number));
  }

  /** A duration as protobuf's JSON has it: {@code 30s}, {@code 0.250s}. */
  public static Yaml duration(Duration duration) {
    long millis = duration.toMillis();
    return new Yaml(
        millis % 1000 == 0
            ? millis / 1000 + "s"
            : String.format(Locale.ROOT, "%d.%03ds", millis / 1000, millis % 1000));
  }

  /**
   * A member of a mapping whose value is a text that people read: line by line as it is, where YAML
   * can say it so.
   *
   * @param name the member's, which needs no quotes
   */
  public static Yaml member(String name, String text) {
    boolean asItIs =
        text.endsWith("\n")
            && !text.endsWith("\n\n")
            && !BEGINS_BLANK.matcher(text).lookingAt()
            && text.codePoints().allMatch(Yaml::isPrintable);
    return asItIs
        ? new Yaml(name + ": |\n" + text.lines().map(Yaml::indented).collect(Collectors.joining()))
        : new Yaml(name + ": " + text(text).source());
  }

  private static String indented(String line) {
    return line.isEmpty() ? "\n" : "  " + line + "\n";
  }

  /** YAML 1.2, 5.1, less the byte order mark and what a reader takes for an end of a line. */
  private static boolean isPrintable(int codePoint) {
    return codePoint == '\n'
        || codePoint == '\t'
        || (codePoint >= ' ' && codePoint <= '~')
        || (codePoint >= 0xa0 && codePoint <= 0xd7ff && codePoint != 0x2028 && codePoint != 0x2029)
        || (codePoint >= 0xe000 && codePoint <= 0xfffd && codePoint != 0xfeff)
        || codePoint >= 0x10000;
  }

  /** Several pieces, one below the other; those that are nothing leave no line. */
  public static Yaml lines(Collection<Yaml> pieces) {
    return new Yaml(
        pieces.stream()
            .map(Yaml::source)
            .filter(source -> !source.isEmpty())
            .map(source -> source.endsWith("\n") ? source : source + "\n")
            .collect(Collectors.joining()));
  }

  /** An item of a list, alone. */
  public Yaml asValue() {
    return new Yaml(
        source.lines().map(line -> line.substring(2) + "\n").collect(Collectors.joining()));
  }

  /** Double quotes as in JSON, which every YAML reader knows. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> appendQuoted(quoted, c));
    return quoted.append('"').toString();
  }

  private static void appendQuoted(StringBuilder quoted, int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      quoted.append('\\').append((char) codePoint);
    } else if (codePoint >= ' ' && codePoint <= '~') {
      quoted.append((char) codePoint);
    } else if (codePoint <= 0xffff) {
      quoted.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
    } else {
      quoted.append(String.format(Locale.ROOT, "\\U%08x", codePoint));
    }
  }
}
