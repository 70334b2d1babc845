package dev.keyway.hostconfig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * YAML with gaps, {@code ${name}}. A gap that has a line to itself takes a block, or nothing; then
 * its line goes as well. Immutable.
 */
public final class Template {

  private static final Pattern GAP = Pattern.compile("\\$\\{([a-z-]+)}");
  private static final Pattern GAP_ALONE = Pattern.compile("( *)\\$\\{([a-z-]+)}");

  private final String name;
  private final String text;
  private final Map<String, Yaml> values;

  private Template(String name, String text, Map<String, Yaml> values) {
    this.name = name;
    this.text = text;
    this.values = values;
  }

  /**
   * One of the files beside a class.
   *
   * @param name the file's, less its ending {@code .yaml}
   */
  public static Template beside(Class<?> type, String name) {
    try (InputStream in = type.getResourceAsStream(name + ".yaml")) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new Template(name, new String(bytes, StandardCharsets.UTF_8), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that is written where it is used. */
  public static Template of(String text) {
    return new Template(text, text, Map.of());
  }

  /** The same with a gap filled. */
  public Template with(String gap, Yaml value) {
    Map<String, Yaml> more = new HashMap<>(values);
    more.put(gap, value);
    return new Template(name, text, more);
  }

  /** The same with a gap filled by a scalar that is this text. */
  public Template with(String gap, String value) {
    return with(gap, Yaml.text(value));
  }

  /**
   * What it has become.
   *
   * @throws IllegalStateException when a gap is left
   */
  public Yaml filled() {
    StringBuilder filled = new StringBuilder();
    text.lines().forEach(line -> append(line, filled));
    return new Yaml(filled.toString());
  }

  /** The same for one that is written in one line. */
  public Yaml inline() {
    return new Yaml(filled().source().stripTrailing());
  }

  private void append(String line, StringBuilder filled) {
    Matcher alone = GAP_ALONE.matcher(line);
    if (alone.matches()) {
      String indent = alone.group(1);
      value(alone.group(2))
          .source()
          .lines()
          .forEach(one -> filled.append(one.isEmpty() ? "" : indent).append(one).append('\n'));
      return;
    }
    filled
        .append(GAP.matcher(line).replaceAll(gap -> Matcher.quoteReplacement(inGap(gap.group(1)))))
        .append('\n');
  }

  private String inGap(String gap) {
    String source = value(gap).source();
    if (source.isEmpty() || source.indexOf('\n') >= 0) {
      throw new IllegalStateException(name + " has no room for a block in " + gap);
    }
    return source;
  }

  private Yaml value(String gap) {
    Yaml value = values.get(gap);
    if (value == null) {
      throw new IllegalStateException(name + " lacks a value for " + gap);
    }
    return value;
  }
}
