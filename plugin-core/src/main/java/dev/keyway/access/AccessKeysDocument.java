package dev.keyway.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.keyway.access.AccessKeys.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text of an access key file.
 *
 * <pre>{@code
 * {
 *   "version" : 1,
 *   "pepper" : "<32 random bytes, base64url>",
 *   "keys" : [ {
 *     "id" : "a1B2c3D4",
 *     "name" : "alice",
 *     "hash" : "<HMAC-SHA256 of the key under the pepper, base64url>",
 *     "created" : "2026-11-23T10:00:00Z",
 *     "expires" : "2027-11-23T10:00:00Z",
 *     "revoked" : "2026-12-01T08:30:00Z",
 *     "providers" : [ "openai" ],
 *     "models" : [ "gpt-4o" ],
 *     "metadata" : { "team" : "search" }
 *   } ]
 * }
 * }</pre>
 *
 * What follows {@code created} may be left out.
 */
public final class AccessKeysDocument {

  static final int VERSION = 1;

  static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private AccessKeysDocument() {}

  /** Reads a file's text and reports every problem at once. Never throws on bad input. */
  public static AccessKeysReading read(byte[] utf8) {
    return AccessKeysReader.read(utf8);
  }

  /** The text that reads as these keys. */
  public static byte[] write(AccessKeys keys) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", VERSION);
    document.put("pepper", ENCODER.encodeToString(keys.pepper()));
    document.put("keys", keys.stored().stream().map(AccessKeysDocument::entry).toList());
    try {
      return JSON.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException("entries hold only what JSON has", e);
    }
  }

  private static Map<String, Object> entry(Stored stored) {
    AccessKey key = stored.key();
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("id", key.id());
    entry.put("name", key.name());
    entry.put("hash", ENCODER.encodeToString(stored.hash()));
    entry.put("created", key.created().toString());
    entry.put("expires", text(key.expires()));
    entry.put("revoked", text(key.revoked()));
    entry.put("providers", key.providers());
    entry.put("models", key.models());
    entry.put("metadata", key.metadata().isEmpty() ? null : key.metadata());
    entry.values().removeIf(Objects::isNull);
    return entry;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
