package dev.keyway.testkit.apisix;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A plugin of a route or a consumer, as it is configured. */
record PluginConf(String name, Map<String, Object> conf) {

  private static final String META = "_meta";

  /** The value of a field, or null. */
  @Nullable String text(String field) {
    Object value = conf.get(field);
    return value == null ? null : value.toString();
  }

  String text(String field, String otherwise) {
    return Objects.requireNonNullElse(text(field), otherwise);
  }

  boolean isTrue(String field) {
    return Boolean.TRUE.equals(conf.get(field));
  }

  private Map<?, ?> meta() {
    return conf.get(META) instanceof Map<?, ?> meta ? meta : Map.of();
  }

  /** {@code _meta.priority}, or what the plugin's code says. */
  int priority(int own) {
    return meta().get("priority") instanceof Integer priority ? priority : own;
  }

  /**
   * Whether it runs for a request: {@code _meta.filter}, of which a list of {@code [VARIABLE, "~~",
   * PATTERN]} is known here.
   */
  boolean runsFor(ApisixRequest request) {
    if (Boolean.TRUE.equals(meta().get("disable"))) {
      return false;
    }
    return !(meta().get("filter") instanceof List<?> conditions)
        || conditions.stream().allMatch(each -> isSo((List<?>) each, request));
  }

  private static boolean isSo(List<?> condition, ApisixRequest request) {
    if (condition.size() != 3 || !"~~".equals(condition.get(1))) {
      throw new IllegalArgumentException("no filter " + condition + " in this APISIX");
    }
    String value = Variables.of(request, condition.getFirst().toString());
    return value != null && Pattern.compile(condition.get(2).toString()).matcher(value).find();
  }
}
