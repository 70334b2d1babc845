package dev.keyway.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule had logged, with nothing of what is secret in it.
 *
 * @param metadata texts, numbers, booleans, lists, and maps of them
 */
public record LogEntry(Map<String, @Nullable Object> metadata) {

  /** What is deeper than this is left out. */
  private static final int DEEPEST = 20;

  /** The entry of these values: each text at most 2048 characters, masked. */
  public static LogEntry of(Map<String, ?> metadata, Masking masking) {
    return new LogEntry(map(metadata, masking, 0));
  }

  /** As one line of JSON. */
  public String line() {
    return Json.line(json -> {
      for (Map.Entry<String, @Nullable Object> member : metadata.entrySet()) {
        json.value(member.getKey(), member.getValue());
      }
    });
  }

  private static @Nullable Object masked(@Nullable Object value, Masking masking, int depth) {
    return switch (value) {
      case null -> null;
      case Number number -> number;
      case Boolean truth -> truth;
      case Map<?, ?> map -> depth < DEEPEST ? map(map, masking, depth + 1) : "…";
      case List<?> list -> depth < DEEPEST ? list(list, masking, depth + 1) : "…";
      default -> masking.text(value.toString());
    };
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> values, Masking masking, int depth) {
    Map<String, @Nullable Object> masked = new LinkedHashMap<>();
    values.forEach((name, value) ->
        masked.put(masking.text(String.valueOf(name)), masked(value, masking, depth)));
    return masked;
  }

  private static List<@Nullable Object> list(List<?> values, Masking masking, int depth) {
    List<@Nullable Object> masked = new ArrayList<>(values.size());
    for (Object value : values) {
      masked.add(masked(value, masking, depth));
    }
    return masked;
  }
}
