package dev.keyway.access;

import dev.keyway.access.AccessKeys.Stored;
import dev.keyway.document.DocumentReader;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.document.Place;
import dev.keyway.document.Problems;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@link AccessKeysDocument}s. */
final class AccessKeysReader {

  private static final String WRITTEN_BY = "`keyway keys` writes it";

  private final Problems problems = new Problems();
  private final Map<String, Stored> byId = new LinkedHashMap<>();

  private AccessKeysReader() {}

  static AccessKeysReading read(byte[] utf8) {
    return new AccessKeysReader().document(utf8);
  }

  private AccessKeysReading document(byte[] utf8) {
    Node root = DocumentReader.read(utf8, problems);
    if (root == null && !problems.hasErrors()) {
      problems.error(Place.START, "the file is empty; remove it to begin anew");
    }
    Fields fields = root == null ? null : Fields.of(root, problems);
    byte[] pepper = fields == null ? null : contents(fields);
    return problems.hasErrors() || pepper == null
        ? new AccessKeysReading.Refused(problems.inOrder())
        : new AccessKeysReading.Loaded(AccessKeys.of(pepper, byId.values()));
  }

  private byte @Nullable [] contents(Fields fields) {
    Long version = fields.whole("version", 0, Integer.MAX_VALUE);
    if (version == null || version != AccessKeysDocument.VERSION) {
      problems.error(
          fields.place("version"),
          "this program reads version " + AccessKeysDocument.VERSION + " of access key files");
    }
    byte[] pepper = bytes(fields, "pepper", AccessKeys.PEPPER_BYTES);
    fields.objects("keys").forEach(this::key);
    fields.end();
    return pepper;
  }

  private void key(Fields fields) {
    String id = id(fields);
    String name = required(fields, "name");
    byte[] hash = bytes(fields, "hash", Hmac.BYTES);
    Instant created = instant(fields, "created");
    if (!fields.has("created")) {
      problems.error(fields.place("created"), "missing; " + WRITTEN_BY);
    }
    Instant expires = instant(fields, "expires");
    Instant revoked = instant(fields, "revoked");
    List<String> providers = texts(fields, "providers");
    List<String> models = texts(fields, "models");
    Map<String, Object> metadata = fields.free("metadata");
    fields.end();
    if (id != null && name != null && hash != null && created != null) {
      AccessKey key =
          new AccessKey(id, name, created, expires, revoked, providers, models, metadata);
      keep(new Stored(key, hash), fields.place());
    }
  }

  private void keep(Stored stored, Place place) {
    String flaw = stored.key().flaw();
    if (flaw != null) {
      problems.error(place, flaw);
    }
    if (byId.put(stored.key().id(), stored) != null) {
      problems.error(place, "another key has the id " + stored.key().id());
    }
  }

  private @Nullable String id(Fields fields) {
    String id = required(fields, "id");
    if (id != null && !AccessKeyText.isId(id)) {
      problems.error(fields.place("id"), "expected 8 letters or digits; " + WRITTEN_BY);
    }
    return id;
  }

  private static @Nullable String required(Fields fields, String name) {
    Node.Scalar scalar = fields.required(name, WRITTEN_BY);
    return scalar == null ? null : scalar.text();
  }

  private byte @Nullable [] bytes(Fields fields, String name, int length) {
    String text = required(fields, name);
    if (text == null) {
      return null;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length == length) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      // Told below, as another length is.
    }
    problems.error(
        fields.place(name), "expected %d bytes in base64url; %s".formatted(length, WRITTEN_BY));
    return null;
  }

  private @Nullable Instant instant(Fields fields, String name) {
    String text = fields.text(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      problems.error(fields.place(name), "expected an instant such as 2027-01-31T00:00:00Z");
      return null;
    }
  }

  private static @Nullable List<String> texts(Fields fields, String name) {
    return fields.node(name) == null
        ? null
        : fields.texts(name).stream().map(Node.Scalar::text).toList();
  }
}
