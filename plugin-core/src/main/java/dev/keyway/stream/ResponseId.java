package dev.keyway.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a response says of itself when it begins.
 *
 * @param id its name; empty when it has not said it
 * @param createdAt seconds since 1970
 * @param model who answers
 */
record ResponseId(String id, long createdAt, String model) {

  /** It has not begun. */
  static final ResponseId UNKNOWN = new ResponseId("", 0, "");

  /** Much longer than any that is in use; what comes from a provider is not kept without bound. */
  private static final int LONGEST = 256;

  /** What an event adds to this. */
  Reading reading() {
    return new Reading(this);
  }

  boolean isKnown() {
    return !id.isEmpty();
  }

  /** Takes it from the members of a {@code response} object. */
  static final class Reading {

    private String id;
    private long createdAt;
    private String model;

    private Reading(ResponseId known) {
      id = known.id;
      createdAt = known.createdAt;
      model = known.model;
    }

    void member(JsonParser json, String name) throws IOException {
      switch (name) {
        case "id" -> id = text(json, id);
        case "model" -> model = text(json, model);
        case "created_at" -> createdAt = json.getValueAsLong(createdAt);
        default -> {}
      }
      json.skipChildren();
    }

    private static String text(JsonParser json, String known) throws IOException {
      boolean fits =
          json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() <= LONGEST;
      return fits ? json.getText() : known;
    }

    ResponseId id() {
      return new ResponseId(id, createdAt, model);
    }
  }
}
