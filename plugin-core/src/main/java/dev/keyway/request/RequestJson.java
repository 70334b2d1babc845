package dev.keyway.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.keyway.scan.JsonTokens;

/**
 * How request bodies, or parts of them, are tokenized where more than their members is asked for.
 */
final class RequestJson {

  /** Levels of lists and objects; tool schemas in the wild stay below 50. */
  static final int DEEPEST = JsonTokens.DEEPEST;

  /** Digits of one number; no number that a provider understands comes near. */
  static final int LONGEST_NUMBER = JsonTokens.LONGEST_NUMBER;

  /** Texts may be as long as the body: an image is one text. */
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          // Clients choose the names; interning them would fill the JVM's table with theirs.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private RequestJson() {}

  /** What a value is, for a message. */
  static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          "something else";
    };
  }
}
