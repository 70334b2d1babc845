package dev.keyway.rule;

import dev.keyway.expression.Evaluation;
import dev.keyway.expression.Expression;
import dev.keyway.expression.Template;
import dev.keyway.facts.ResponseFacts;
import dev.keyway.http.Headers;
import dev.keyway.ratelimit.RateLimits;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an action sees when its turn comes: the request as the rules before it left it, and what
 * they named.
 */
final class Scene {

  /** Counts what rate limits allow. */
  @FunctionalInterface
  interface Limiter {
    RateLimits.Verdict take(RateLimits.Limit limit, String bucket);
  }

  private final Values values;
  private final RandomGenerator random;
  private final byte @Nullable [] body;
  private final Limiter limiter;

  /**
   * @param body the request's, or null when it was not read
   * @param limiter counts what rate limits allow
   */
  Scene(Values values, RandomGenerator random, byte @Nullable [] body, Limiter limiter) {
    this.values = values;
    this.random = random;
    this.body = body;
    this.limiter = limiter;
  }

  /** What there is to see. */
  Values values() {
    return values;
  }

  RandomGenerator random() {
    return random;
  }

  /** The same with further variables. */
  Scene with(Map<String, Object> further) {
    return further.isEmpty() ? this : new Scene(values.withVars(further), random, body, limiter);
  }

  /**
   * The request's body.
   *
   * @throws IllegalStateException when it was not read; an action that needs it says so
   */
  byte[] body() {
    if (body == null) {
      throw new IllegalStateException("the body was not read");
    }
    return body;
  }

  /** Counts a request, if a limit allows it. */
  RateLimits.Verdict take(RateLimits.Limit limit, String bucket) {
    return limiter.take(limit, bucket);
  }

  /** The headers of the answer, or of the request while there is none. */
  Headers headers() {
    ResponseFacts response = values.response();
    return response == null ? values.head().headers() : response.headers();
  }

  /** Those headers edited; an edit that changes nothing gives what it was given. */
  Effect change(UnaryOperator<Headers> edit) {
    ResponseFacts response = values.response();
    Headers edited = edit.apply(headers());
    if (edited.equals(headers())) {
      return new Effect.Onward();
    }
    return response == null
        ? new Effect.Head(values.head().with(edited))
        : new Effect.Reply(new ResponseFacts(response.status(), edited));
  }

  /** Whether a condition holds here. */
  boolean holds(Expression condition) throws FailedTextException {
    return Boolean.TRUE.equals(value(condition.evaluate(values.variables(), random)));
  }

  /** What a text gives: of the value's own type when the text is one lone <code>${…}</code>. */
  @Nullable Object value(Template template) throws FailedTextException {
    return value(template.evaluate(values.variables(), random));
  }

  /** What an expression gives. */
  @Nullable Object value(Expression expression) throws FailedTextException {
    return value(expression.evaluate(values.variables(), random));
  }

  /** What a text gives, as a text. */
  String text(Template template) throws FailedTextException {
    Object value = value(template);
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case Double number -> number.toString();
      case Boolean truth -> truth.toString();
      case Instant time -> time.toString();
      case null, default ->
          throw new FailedTextException(value == null ? "absent_value" : "wrong_type");
    };
  }

  /** The same for a header's value: a line break or control character in it is a failure. */
  String line(Template template) throws FailedTextException {
    String text = text(template);
    if (!isLine(text)) {
      throw new FailedTextException("control_character");
    }
    return text;
  }

  /** Whether a text can be a header's value. */
  static boolean isLine(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t');
  }

  private static @Nullable Object value(Evaluation evaluation) throws FailedTextException {
    return switch (evaluation) {
      case Evaluation.Value value -> value.value();
      case Evaluation.Failure failure -> throw new FailedTextException(failure);
    };
  }
}
