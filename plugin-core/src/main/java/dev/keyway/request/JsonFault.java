package dev.keyway.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.keyway.scan.JsonTokens;
import java.io.IOException;

/**
 * Says why a body is not one JSON object. It is read once more for that, by a tokenizer that keeps
 * track of where it is and what it expected; few bodies need it.
 */
final class JsonFault {

  private JsonFault() {}

  /** What is wrong with this body, in which something is. */
  static String of(byte[] body) {
    try (JsonParser json = RequestJson.FACTORY.createParser(body)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        return "the body is empty: send one JSON object";
      }
      if (first != JsonToken.START_OBJECT) {
        return "the body must be one JSON object, not " + RequestJson.kind(first);
      }
      json.skipChildren();
      return json.nextToken() == null
          ? "the body has a name of more than " + JsonTokens.LONGEST_NAME + " bytes"
          : "something follows the JSON object at byte "
              + json.currentTokenLocation().getByteOffset()
              + ": send one object";
    } catch (IOException e) {
      return message(e);
    }
  }

  /** The library's own text is left out: it quotes the body. */
  private static String message(IOException e) {
    return switch (e) {
      case JsonEOFException eof -> "the body ends before its JSON object does";
      case StreamConstraintsException bound ->
          ("the body is nested deeper than %d levels, or has a number of more than %d digits or a"
                  + " name of more than 50000 characters,%s")
              .formatted(RequestJson.DEEPEST, RequestJson.LONGEST_NUMBER, place(bound));
      case JsonProcessingException broken -> "the body is not valid JSON" + place(broken);
      default -> "the body is not valid JSON";
    };
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
  }
}
