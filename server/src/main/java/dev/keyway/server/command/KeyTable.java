package dev.keyway.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.access.AccessKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access keys as people and scripts read them. */
record KeyTable(List<AccessKey> keys, Instant now) {

  private static final List<String> HEAD =
      List.of("ID", "NAME", "STATE", "CREATED", "EXPIRES", "PROVIDERS", "MODELS");

  /** A line a key, in columns. */
  List<String> lines() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    keys.forEach(key -> rows.add(row(key)));
    return lines(rows);
  }

  /** Rows whose cells stand below each other. */
  static List<String> lines(List<List<String>> rows) {
    return rows.stream().map(row -> line(row, rows)).toList();
  }

  /** An array with an object a key. */
  String json() {
    try {
      return new ObjectMapper().writeValueAsString(keys.stream().map(this::object).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values become JSON", e);
    }
  }

  private List<String> row(AccessKey key) {
    return List.of(
        key.id(),
        key.name(),
        state(key),
        day(key.created()),
        key.expires() == null ? "never" : day(key.expires()),
        all(key.providers()),
        all(key.models()));
  }

  private Map<String, @Nullable Object> object(AccessKey key) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("id", key.id());
    object.put("name", key.name());
    object.put("state", state(key));
    object.put("created", key.created().toString());
    object.put("expires", key.expires() == null ? null : key.expires().toString());
    object.put("revoked", key.revoked() == null ? null : key.revoked().toString());
    object.put("providers", key.providers());
    object.put("models", key.models());
    object.put("metadata", key.metadata());
    return object;
  }

  private String state(AccessKey key) {
    if (key.revoked() != null) {
      return "revoked";
    }
    return key.expires() == null || now.isBefore(key.expires()) ? "good" : "expired";
  }

  private static String day(Instant instant) {
    return instant.truncatedTo(ChronoUnit.DAYS).toString().substring(0, "2027-01-31".length());
  }

  private static String all(@Nullable List<String> names) {
    return names == null ? "all" : String.join(",", names);
  }

  private static String line(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int width = 0;
      for (List<String> other : rows) {
        width = Math.max(width, other.get(column).length());
      }
      line.append(row.get(column)).repeat(' ', width - row.get(column).length() + 2);
    }
    return line.toString().stripTrailing();
  }
}
