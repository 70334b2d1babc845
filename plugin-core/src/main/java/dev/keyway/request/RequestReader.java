package dev.keyway.request;

import dev.keyway.http.Headers;
import dev.keyway.request.AiRequest.Member;
import dev.keyway.scan.JsonTokens;
import dev.keyway.scan.JsonTokens.Token;
import dev.keyway.scan.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what Keyway needs of a request's body in place; no tree is built. The whole body is held to
 * be one JSON object in UTF-8, so that what is read here is what the provider reads. Time is linear
 * in the body, whatever it holds.
 */
public final class RequestReader {

  /** More top-level members than this are refused: each is remembered with its offsets. */
  static final int MOST_MEMBERS = 1000;

  private final JsonTokens json;
  private final RequestFields fields;

  private RequestReader(JsonTokens json, Surface surface) {
    this.json = json;
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
        && BodyType.anyMultipart(headers.all("content-type"));
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
    } catch (MalformedJsonException e) {
      return new RequestReading.Malformed(JsonFault.of(body));
    }
  }

  private static AiRequest tokenize(Surface surface, byte[] body)
      throws MalformedJsonException, MalformedBodyException {
    RequestReader reader = new RequestReader(new JsonTokens(body, 0, body.length), surface);
    List<Member> members = reader.members();
    return reader.fields.request(surface, body, members);
  }

  private List<Member> members() throws MalformedJsonException, MalformedBodyException {
    if (json.next() != Token.OBJECT) {
      throw new MalformedBodyException(
          "the body must be one JSON object, not " + json.current().words());
    }
    List<Member> members = new ArrayList<>();
    while (json.next() == Token.NAME) {
      if (members.size() == MOST_MEMBERS) {
        throw new MalformedBodyException("the body has more than " + MOST_MEMBERS + " members");
      }
      String name = json.text();
      int start = json.start();
      json.next();
      int valueStart = json.start();
      fields.read(name);
      members.add(new Member(name, start, valueStart, json.stop()));
    }
    json.next();
    return members;
  }
}
