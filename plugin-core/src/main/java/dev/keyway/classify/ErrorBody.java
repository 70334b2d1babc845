package dev.keyway.classify;

import dev.keyway.document.JsonExcerpt;
import dev.keyway.http.ByteSlice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  /**
   * Where error objects stand: Responses events wrap theirs, OpenRouter may put one in a choice.
   */
  private static final List<Names> OBJECTS =
      Stream.of("error", "response.error", "choices.error").map(Names::in).toList();

  private static final Names TOP = Names.at("");

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
    return inside != null ? inside : at(json, TOP, firstOf(json, "message", "detail", "msg"));
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
    for (Names object : OBJECTS) {
      if (json.hasObject(object.place())) {
        return at(json, object, json.firstString(object.message()));
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
    ErrorBody around = at(json, TOP, text);
    if (!WORD.matcher(text).matches()) {
      return around;
    }
    String explained = json.firstString("message");
    List<String> codes = Stream.concat(Stream.of(text), around.codes.stream()).toList();
    return new ErrorBody(around.types, codes, explained == null ? text : explained, around.status);
  }

  /** The error whose members stand at a place. */
  private static ErrorBody at(JsonExcerpt json, Names names, @Nullable String message) {
    List<String> types = new ArrayList<>(2);
    for (String name : names.types()) {
      String type = json.firstString(name);
      if (type != null && !type.equals("error")) {
        types.add(type);
      }
    }
    Set<String> codes = new LinkedHashSet<>(2);
    for (String name : names.codes()) {
      codes.addAll(json.all(name));
    }
    return new ErrorBody(List.copyOf(types), List.copyOf(codes), message, status(json, names));
  }

  private static @Nullable Integer status(JsonExcerpt json, Names names) {
    for (String name : names.statuses()) {
      String text = json.first(name);
      if (text != null && ERROR_STATUS.matcher(text).matches()) {
        return Integer.valueOf(text);
      }
    }
    return null;
  }

  /** Where the members of an error stand; those of the text itself add to an object's. */
  private record Names(
      String place, String message, List<String> types, List<String> codes, List<String> statuses) {

    static Names in(String object) {
      Names inside = at(object + ".");
      Names top = at("");
      return new Names(
          object,
          inside.message,
          both(inside.types, top.types),
          both(inside.codes, top.codes),
          both(inside.statuses, top.statuses));
    }

    static Names at(String prefix) {
      return new Names(
          "",
          prefix + "message",
          prefixed(prefix, List.of("type", "status")),
          prefixed(prefix, CODES),
          prefixed(prefix, List.of("code", "status", "status_code")));
    }

    private static List<String> prefixed(String prefix, List<String> names) {
      return names.stream().map(prefix::concat).toList();
    }

    private static List<String> both(List<String> first, List<String> second) {
      return Stream.concat(first.stream(), second.stream()).toList();
    }
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
