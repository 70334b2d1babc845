package dev.keyway.request;

import dev.keyway.http.Headers;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a request's path leads. Every request leads somewhere, if only to an answer that says no.
 */
public sealed interface Destination permits Surface, Destination.Models, Destination.Unknown {

  /** The format in which its client is answered. */
  Format format();

  /** The method that a request to it has; empty where nothing is served. */
  String method();

  /** Why a request with this head can't be answered there, or null when it can. */
  default @Nullable Refusal refusal(String method, Headers headers) {
    if (method.equals("GET") && asksForWebSocket(headers)) {
      return noWebSocket(this instanceof Unknown);
    }
    return switch (this) {
      case Unknown unknown -> unknown.refusal();
      case Models models ->
          method.equals(models.method()) ? null : wrongMethod(Models.PATH, method);
      case Surface surface when !method.equals(surface.method()) ->
          wrongMethod(surface.path(), method);
      case Surface surface -> refusalOfCoding(headers.first("content-encoding"));
    };
  }

  /** RFC 6455, section 4.1. HTTP/2's form of it is a CONNECT, which no path takes. */
  private static boolean asksForWebSocket(Headers headers) {
    return headers.all("upgrade").stream()
        .anyMatch(upgrade -> upgrade.toLowerCase(Locale.ROOT).contains("websocket"));
  }

  private static Refusal noWebSocket(boolean unknownPath) {
    return Refusal.of(
        unknownPath ? ErrorCode.UNKNOWN_PATH : ErrorCode.METHOD_NOT_ALLOWED,
        "WebSocket connections, as realtime sessions need, are not relayed here; send a POST to "
            + Surface.RESPONSES.path()
            + " or "
            + Surface.CHAT_COMPLETIONS.path()
            + " with \"stream\": true");
  }

  private Refusal wrongMethod(String path, String method) {
    return Refusal.of(
        ErrorCode.METHOD_NOT_ALLOWED, path + " takes " + method() + ", not " + method);
  }

  private static @Nullable Refusal refusalOfCoding(@Nullable String coding) {
    return coding == null || coding.equalsIgnoreCase("identity")
        ? null
        : Refusal.of(
            ErrorCode.INVALID_REQUEST,
            "send the body without content-encoding: this gateway reads it");
  }

  /** The header that all of Anthropic's clients send. */
  String ANTHROPIC_VERSION = "anthropic-version";

  /** Where this path leads, which has no query, in a request with these headers. */
  static Destination ofPath(String path, Headers headers) {
    return ofPath(path, headers.contains(ANTHROPIC_VERSION));
  }

  /**
   * Where this path leads, which has no query. What stands under an endpoint of Anthropic's API is
   * asked by Anthropic's clients, and is refused in their dialect.
   *
   * @param anthropicClient whether the request has the header {@link #ANTHROPIC_VERSION}: the paths
   *     of models and of files are the same in both formats
   */
  static Destination ofPath(String path, boolean anthropicClient) {
    Surface surface = Surface.ofPath(path);
    if (surface != null) {
      return surface;
    }
    Format asked = anthropicClient ? Format.ANTHROPIC : Format.OPENAI;
    if (path.equals(Models.PATH)) {
      return new Models(null, asked);
    }
    String below = Models.PATH + "/";
    if (path.startsWith(below) && path.length() > below.length()) {
      return new Models(Models.decoded(path.substring(below.length())), asked);
    }
    return new Unknown(path.startsWith(Surface.MESSAGES.path() + "/") ? Format.ANTHROPIC : asked);
  }

  /**
   * The models that the caller may use, or one of them.
   *
   * @param id the one asked for, as the client names it, without the path's escapes; it may hold
   *     slashes and colons. Null: all of them
   */
  record Models(@Nullable String id, Format format) implements Destination {

    /** Where all of them are listed; one is below it. */
    public static final String PATH = "/v1/models";

    @Override
    public String method() {
      return "GET";
    }

    /** What is no valid escape stays as it is. A plus is one: this is no form. */
    private static String decoded(String id) {
      try {
        return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException noEscape) {
        return id;
      }
    }
  }

  /** A path at which nothing is served. */
  record Unknown(Format format) implements Destination {

    @Override
    public String method() {
      return "";
    }

    /** What its client is told. */
    public Refusal refusal() {
      return Refusal.of(
          ErrorCode.UNKNOWN_PATH,
          "nothing is served at this path; known are "
              + Arrays.stream(Surface.values())
                  .map(surface -> surface.path() + ", ")
                  .collect(Collectors.joining())
              + Models.PATH);
    }
  }
}
