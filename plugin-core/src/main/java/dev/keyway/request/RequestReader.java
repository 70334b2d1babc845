package dev.keyway.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.keyway.http.Headers;
import dev.keyway.request.AiRequest.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what Keyway needs of a request's body by a streaming tokenizer; no tree is built. The whole
 * body is held to be one JSON object in UTF-8, so that what is read here is what the provider
 * reads. Time is linear in the body, whatever it holds.
 */
public final class RequestReader {

  /** More top-level members than this are refused: each is remembered with its offsets. */
  static final int MOST_MEMBERS = 1000;

  private final JsonParser json;
  private final byte[] body;
  private final RequestFields fields;

  private RequestReader(JsonParser json, Surface surface, byte[] body) {
    this.json = json;
    this.body = body;
    this.fields = new RequestFields(json, surface.format());
  }

  /**
   * Reads a body in the form that the headers beside it say it has.
   *
   * @param headers the request's, as they go on to a provider
   */
  public static RequestReading read(Surface surface, Headers headers, ClientBody body) {
    try {
      return switch (BodyType.of(headers)) {
        case BodyType.Form form when surface.forms().contains(BodyForm.MULTIPART) ->
            FormReader.read(surface, form.boundary(), body);
        case BodyType.Form form ->
            new RequestReading.Malformed(
                surface.path() + " takes JSON (content-type: application/json), and no form");
        case BodyType.Other other when !surface.forms().contains(BodyForm.JSON) ->
            new RequestReading.Malformed(
                surface.path()
                    + " takes a form with its fields and files (content-type: multipart/form-data; boundary=X), and nothing else");
        case BodyType.Other other when !body.whole() -> tooLarge(body);
        case BodyType.Other other -> read(surface, body.bytes());
      };
    } catch (MalformedBodyException e) {
      return new RequestReading.Malformed(e.reason());
    }
  }

  /** Whether a body with these headers may be sent on before it has arrived whole. */
  public static boolean isUpload(Surface surface, Headers headers) {
    return surface.forms().contains(BodyForm.MULTIPART)
        && headers.all("content-type").stream().anyMatch(BodyType::isMultipart);
  }

  private static RequestReading tooLarge(ClientBody body) {
    return new RequestReading.TooLarge(
        "the request's body is larger than the %d bytes of JSON that this gateway takes (limits.request_body)"
            .formatted(body.bytes().length));
  }

  /** Reads a JSON body. */
  public static RequestReading read(Surface surface, byte[] body) {
    try {
      // First of all: the tokenizer would guess at encodings.
      BodyEncoding.check(body);
      return new RequestReading.Read(tokenize(surface, body));
    } catch (MalformedBodyException e) {
      return new RequestReading.Malformed(e.reason());
    } catch (IOException e) {
      return new RequestReading.Malformed(message(e));
    }
  }

  private static AiRequest tokenize(Surface surface, byte[] body)
      throws IOException, MalformedBodyException {
    try (JsonParser json = RequestJson.FACTORY.createParser(body)) {
      RequestReader reader = new RequestReader(json, surface, body);
      List<Member> members = reader.members();
      return reader.fields.request(surface, body, members);
    }
  }

  private List<Member> members() throws IOException, MalformedBodyException {
    enterObject();
    List<Member> members = new ArrayList<>();
    JsonToken token = json.nextToken();
    while (token == JsonToken.FIELD_NAME) {
      if (members.size() == MOST_MEMBERS) {
        throw new MalformedBodyException("the body has more than " + MOST_MEMBERS + " members");
      }
      String name = json.currentName();
      int start = offset();
      json.nextToken();
      int valueStart = offset();
      fields.read(name);
      token = json.nextToken();
      members.add(new Member(name, start, valueStart, valueEnd(offset())));
    }
    if (json.nextToken() != null) {
      throw new MalformedBodyException(
          "something follows the JSON object at byte " + offset() + ": send one object");
    }
    return members;
  }

  private void enterObject() throws IOException, MalformedBodyException {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw new MalformedBodyException("the body is empty: send one JSON object");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new MalformedBodyException(
          "the body must be one JSON object, not " + RequestJson.kind(first));
    }
  }

  private int offset() {
    return (int) json.currentTokenLocation().getByteOffset();
  }

  /**
   * Where the value ends that stands before the token at this offset. Between the two there is only
   * white space and a comma, which end no value; so long texts need not be decoded to find their
   * end.
   */
  private int valueEnd(int nextToken) {
    int end = nextToken;
    while (isBetweenMembers(body[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean isBetweenMembers(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == ',';
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
