package dev.keyway.classify;

import dev.keyway.document.JsonExcerpt;
import dev.keyway.http.ByteSlice;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's error object says, whatever its shape: OpenAI {@code
 * {error:{message,type,code}}}, Anthropic {@code {type:"error",error:{type,message}}}, Google
 * {@code {error:{code,status,details}}} also inside an array, Azure with {@code innererror},
 * OpenRouter with {@code metadata}, {@code {error:"text"}}, {@code {message,code}}, and the events
 * in which streams and Responses carry them.
 *
 * @param types the words that name its kind: those of {@code error.type} and Google's status
 * @param codes the words and numbers that name it closer: those of {@code error.code}, of an error
 *     type beside it, of the reason in a detail and the like
 * @param message its text for people, or null
 * @param status the HTTP status it holds, 400 to 599, or null
 */
record ErrorBody(
    List<String> types, List<String> codes, @Nullable String message, @Nullable Integer status) {

  /** No error object, or one that says nothing. */
  static final ErrorBody SILENT = new ErrorBody(List.of(), List.of(), null, null);

  /** An answer that broke off with an error and no word of which. */
  private static final ErrorBody UNFINISHED =
      new ErrorBody(List.of(), List.of("finish_reason_error"), null, null);

  /**
   * Where error objects stand: Responses events wrap theirs, OpenRouter may put one in a choice.
   */
  private static final List<String> OBJECTS = List.of("error", "response.error", "choices.error");

  private static final List<String> CODES =
      List.of(
          "code",
          "error_type",
          "error_code",
          "reason",
          "details.reason",
          "details.error_code",
          "errors.reason",
          "innererror.code",
          "metadata.error_type",
          "metadata.reason",
          "metadata.limit_source");

  private static final Set<String> PLACES =
      Set.of(
          "error",
          "error.details",
          "error.errors",
          "error.innererror",
          "error.metadata",
          "response",
          "response.error",
          "choices",
          "choices.error",
          "choices.error.metadata");

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private static final Pattern ERROR_STATUS = Pattern.compile("[45]\\d\\d");

  /**
   * The error of an answer that is known to be one, or of an event: its members may stand alone.
   */
  static ErrorBody of(ByteSlice body) {
    JsonExcerpt json = JsonExcerpt.read(body, PLACES);
    ErrorBody inside = inside(json);
    return inside != null ? inside : at(json, "", firstOf(json, "message", "detail", "msg"));
  }

  /** The error that a successful answer hides, or null when it holds none. */
  static @Nullable ErrorBody hiddenIn(ByteSlice body) {
    return inside(JsonExcerpt.read(body, PLACES));
  }

  /** Whether nothing was said, as when a proxy answered instead of the API. */
  boolean silent() {
    return types.isEmpty() && codes.isEmpty() && message == null;
  }

  private static @Nullable ErrorBody inside(JsonExcerpt json) {
    for (String object : OBJECTS) {
      if (json.hasObject(object)) {
        return at(json, object, json.firstString(object + ".message"));
      }
    }
    String text = json.firstString("error");
    if (text != null && !text.isBlank()) {
      return ofText(json, text.strip());
    }
    return json.all("choices.finish_reason").contains("error") ? UNFINISHED : null;
  }

  /** {@code {"error":"text"}}: a word is a code, which another member may explain. */
  private static ErrorBody ofText(JsonExcerpt json, String text) {
    ErrorBody around = at(json, "", text);
    if (!WORD.matcher(text).matches()) {
      return around;
    }
    String explained = json.firstString("message");
    List<String> codes = Stream.concat(Stream.of(text), around.codes.stream()).toList();
    return new ErrorBody(around.types, codes, explained == null ? text : explained, around.status);
  }

  /** The error whose members stand at a place; those of the text itself add to it. */
  private static ErrorBody at(JsonExcerpt json, String place, @Nullable String message) {
    List<String> prefixes = place.isEmpty() ? List.of("") : List.of(place + ".", "");
    List<String> types =
        prefixes.stream()
            .flatMap(
                at -> Stream.of(json.firstString(at + "type"), json.firstString(at + "status")))
            .filter(Objects::nonNull)
            .filter(type -> !type.equals("error"))
            .toList();
    List<String> codes =
        prefixes.stream()
            .flatMap(at -> CODES.stream().flatMap(code -> json.all(at + code).stream()))
            .distinct()
            .toList();
    return new ErrorBody(types, codes, message, status(json, prefixes));
  }

  private static @Nullable Integer status(JsonExcerpt json, List<String> prefixes) {
    return prefixes.stream()
        .flatMap(
            at -> Stream.of("code", "status", "status_code").map(name -> json.first(at + name)))
        .filter(Objects::nonNull)
        .filter(text -> ERROR_STATUS.matcher(text).matches())
        .map(Integer::valueOf)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String firstOf(JsonExcerpt json, String... places) {
    for (String place : places) {
      String text = json.firstString(place);
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
