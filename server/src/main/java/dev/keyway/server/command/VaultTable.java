package dev.keyway.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyway.secret.sealed.SealedSecret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A vault's secrets as people and scripts read them. */
final class VaultTable {

  private static final List<String> HEAD = List.of("NAME", "VERSION", "CHANGED", "FINGERPRINT");

  private VaultTable() {}

  /** A line a secret, in columns. */
  static List<String> lines(List<SealedSecret> secrets) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (SealedSecret secret : secrets) {
      rows.add(
          List.of(
              secret.name(),
              Integer.toString(secret.version()),
              secret.changed().toString(),
              secret.fingerprint()));
    }
    return KeyTable.lines(rows);
  }

  /** An array with an object a secret. */
  static String json(List<SealedSecret> secrets) {
    return text(secrets.stream().map(VaultTable::object).toList());
  }

  /** An object. */
  static String json(SealedSecret secret) {
    return text(object(secret));
  }

  private static Map<String, Object> object(SealedSecret secret) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", secret.name());
    object.put("version", secret.version());
    object.put("changed", secret.changed().toString());
    object.put("fingerprint", secret.fingerprint());
    return object;
  }

  /** Plain values as JSON. */
  static String text(Object plain) {
    try {
      return new ObjectMapper().writeValueAsString(plain);
    } catch (JsonProcessingException e) {
      // Without the cause, whose message may quote what it was to write.
      throw new IllegalStateException("plain values become JSON");
    }
  }
}
