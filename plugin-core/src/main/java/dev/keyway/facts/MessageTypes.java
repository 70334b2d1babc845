package dev.keyway.facts;

import dev.keyway.expression.FactType;
import dev.keyway.expression.ValueType;
import dev.keyway.expression.ValueType.Fact;
import dev.keyway.expression.ValueType.ListOf;
import dev.keyway.expression.ValueType.MapOf;
import dev.keyway.expression.ValueType.Scalar;
import dev.keyway.http.Headers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What requests and answers have alike: fields that are read of their headers. */
final class MessageTypes {

  /** Headers: every value of each name. */
  static final ValueType LISTS = new MapOf(new ListOf(Scalar.STRING));

  private static final FactType<MediaType> CONTENT_TYPE =
      FactType.named("ContentType", MediaType.class)
          .asText("the media type alone, in lower case", MediaType::type)
          .field("raw", Scalar.NULLABLE_STRING, "the whole header", MediaType::raw)
          .field(
              "parameters",
              new MapOf(Scalar.STRING),
              "its parameters, by lower-case names",
              MediaType::parameters)
          .build();

  static final FactType<Cookie> COOKIE =
      FactType.named("Cookie", Cookie.class)
          .field("name", Scalar.STRING, "its name", Cookie::name)
          .field("value", Scalar.STRING, "its value", Cookie::value)
          .build();

  static final FactType<SetCookie> SET_COOKIE =
      FactType.named("SetCookie", SetCookie.class)
          .field("name", Scalar.STRING, "its name", SetCookie::name)
          .field("value", Scalar.STRING, "its value", SetCookie::value)
          .field("domain", Scalar.NULLABLE_STRING, "the `Domain` attribute", SetCookie::domain)
          .field("path", Scalar.NULLABLE_STRING, "the `Path` attribute", SetCookie::path)
          .field("expires", Scalar.TIMESTAMP, "the `Expires` attribute", SetCookie::expires)
          .field("max_age", Scalar.DURATION, "the `Max-Age` attribute", SetCookie::maxAge)
          .field("secure", Scalar.BOOL, "whether it is `Secure`", SetCookie::secure)
          .field("http_only", Scalar.BOOL, "whether it is `HttpOnly`", SetCookie::httpOnly)
          .field(
              "same_site", Scalar.NULLABLE_STRING, "the `SameSite` attribute", SetCookie::sameSite)
          .field(
              "unparsed_attributes",
              new MapOf(Scalar.STRING),
              "all others, as they are spelt",
              SetCookie::unparsed)
          .build();

  private MessageTypes() {}

  /** Adds what both have to a type, in the order of their names. */
  static <T> FactType.Builder<T> fields(FactType.Builder<T> type, Function<T, Headers> headers) {
    return type.field(
            "content_encoding",
            new ListOf(Scalar.STRING),
            "the codings of the body, in the order they were applied",
            message -> Texts.parts(headers.apply(message).all("content-encoding"), ","))
        .field(
            "content_length",
            Scalar.NULLABLE_INT,
            "the bytes of the body, where a header says it",
            message -> length(headers.apply(message).first("content-length")))
        .field(
            "content_type",
            new Fact(CONTENT_TYPE),
            "what the body is",
            message -> new MediaType(headers.apply(message).first("content-type")))
        .field(
            "headers",
            LISTS,
            "lower-case names, every value of each",
            message -> HeadFacts.lists(headers.apply(message)))
        .field(
            "location",
            Scalar.NULLABLE_STRING,
            "the `Location` header",
            message -> headers.apply(message).first("location"))
        .field("trailers", LISTS, "always empty: trailers are not read", message -> NONE);
  }

  private static final Map<String, List<String>> NONE = Map.of();

  private static @Nullable Long length(@Nullable String digits) {
    return digits != null && digits.matches("[0-9]{1,18}") ? Long.valueOf(digits) : null;
  }
}
