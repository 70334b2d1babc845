package dev.keyway.scripted;

import dev.keyway.scripted.Content.Echo;
import dev.keyway.scripted.Content.Literal;
import dev.keyway.scripted.Content.Text;
import dev.keyway.scripted.Delivery.Mark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a provider answers: something it says, and how the bytes travel. A value: each method
 * returns a new one. The real errors of real providers are in {@link OpenAi}, {@link Anthropic} and
 * their like.
 *
 * @param content what is said
 * @param headers fields added to those the content brings
 * @param delivery how it is sent
 */
public record Answer(Content content, List<Header> headers, Delivery delivery) implements Reply {

  /** RFC 9110, section 5.6.7: unlike the JDK's RFC 1123 form, with two digits for the day. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream; charset=utf-8";

  public Answer {
    headers = List.copyOf(headers);
  }

  /** What is said when nothing is scripted: names provider and model and repeats the prompt. */
  public static Answer echo() {
    return saying(new Echo());
  }

  /**
   * A model's text in the format of the endpoint that is asked, streamed if the request wants it.
   *
   * @param deltas the text in the pieces a stream has it
   */
  public static Answer ok(String... deltas) {
    return saying(new Text(List.of(deltas), null));
  }

  /**
   * A model's wish that its client call a function, in the format of the endpoint that is asked.
   *
   * @param argumentsJson a JSON object
   */
  public static Answer calling(String function, String argumentsJson) {
    return saying(new Content.Call(function, argumentsJson));
  }

  /** This JSON with this status, whatever was asked. */
  public static Answer json(int status, String json) {
    return of(status, JSON, json);
  }

  /** An event stream of these events; each has its own line ends, see {@link Sse}. */
  public static Answer events(String... events) {
    return of(200, EVENTS, events);
  }

  /** An error of no particular provider in OpenAI's format. */
  public static Answer status(int status) {
    return json(
        status, OpenAi.error("The request failed with status " + status, "error", null, null));
  }

  /** A page for people, as a proxy or a captive portal would send it. */
  public static Answer html(int status) {
    String page =
        "<!DOCTYPE html>\n<html><head><title>Not what you asked for</title></head></html>\n";
    return of(status, "text/html; charset=utf-8", page);
  }

  /** No body. */
  public static Answer empty(int status) {
    return of(status, "");
  }

  /** Bytes that are no HTTP at all, then the end of the connection. */
  public static Answer garbage(String bytes) {
    return echo().at(Point.beforeHead(), new Move.Say(bytes)).closingAt(Point.beforeHead());
  }

  /** These pieces of text, UTF-8. */
  public static Answer of(int status, String contentType, String... pieces) {
    return saying(new Literal(status, contentType, List.of(pieces), StandardCharsets.UTF_8));
  }

  /** These bytes. */
  public static Answer bytes(int status, String contentType, byte[] body) {
    String latin = new String(body, StandardCharsets.ISO_8859_1);
    return saying(new Literal(status, contentType, List.of(latin), StandardCharsets.ISO_8859_1));
  }

  private static Answer saying(Content content) {
    return new Answer(content, List.of(), Delivery.plain());
  }

  /** Says that it cost so much. Only for {@link #ok}. */
  public Answer withUsage(int inputTokens, int outputTokens) {
    if (!(content instanceof Text text)) {
      throw new IllegalStateException("only Answer.ok(...) has a usage, this is " + content);
    }
    return new Answer(
        new Text(text.deltas(), new Usage(inputTokens, outputTokens)), headers, delivery);
  }

  /** Adds a header field after those there are. */
  public Answer withHeader(String name, String value) {
    return withHeaders(List.of(new Header(name, value)));
  }

  /** Adds header fields after those there are, such as a provider's {@link QuotaHeaders}. */
  public Answer withHeaders(List<Header> more) {
    List<Header> all = new ArrayList<>(headers);
    all.addAll(more);
    return new Answer(content, all, delivery);
  }

  /** {@code Retry-After} in whole seconds, rounded up. */
  public Answer retryAfter(Duration delay) {
    return withHeader("retry-after", Long.toString(Math.ceilDiv(delay.toMillis(), 1000L)));
  }

  /** {@code Retry-After} as a date. */
  public Answer retryAfter(Instant date) {
    return withHeader("retry-after", HTTP_DATE.format(date));
  }

  /** OpenAI's {@code retry-after-ms}. */
  public Answer retryAfterMillis(long millis) {
    return withHeader("retry-after-ms", Long.toString(millis));
  }

  /**
   * Makes a move at a point, after those already made there.
   *
   * @throws IllegalArgumentException for {@link Move.End} outside the body
   */
  public Answer at(Point point, Move move) {
    return sent(delivery.with(new Mark(point, move)));
  }

  /** Waits at a point until the gate opens. */
  public Answer waitingAt(Point point, Gate gate) {
    return at(point, new Move.Wait(gate));
  }

  /** Stops at a point and sends nothing more, until a side closes the connection. */
  public Answer stallingAt(Point point) {
    return waitingAt(point, new Gate());
  }

  /** Waits at a point for a time. */
  public Answer pausingAt(Point point, Duration pause) {
    return at(point, new Move.Pause(pause));
  }

  /** Closes the connection at a point, cleanly for TCP, whatever is missing for HTTP. */
  public Answer closingAt(Point point) {
    return at(point, new Move.Close());
  }

  /** Resets the connection at a point. */
  public Answer resettingAt(Point point) {
    return at(point, new Move.Reset());
  }

  /** At a point says this piece instead of what would follow, and ends the response cleanly. */
  public Answer endingAt(Point point, String lastPiece) {
    return at(point, new Move.Say(lastPiece)).at(point, new Move.End());
  }

  /** Cuts the body into pieces of so many bytes and pauses between them. */
  public Answer trickling(int pieceBytes, Duration pause) {
    return sent(delivery.withPieceBytes(pieceBytes)).pausingAt(Point.betweenPieces(), pause);
  }

  /** Announces the whole length, sends half of the body and closes. */
  public Answer truncated() {
    return framed(Framing.LENGTH).closingAt(Point.inBody());
  }

  /** Marks the end of the body in this way. */
  public Answer framed(Framing framing) {
    return sent(delivery.withFraming(framing));
  }

  /** Compresses the body. */
  public Answer gzipped() {
    return sent(delivery.withCoding(Coding.GZIP));
  }

  /** Begins before the request's body is there: see {@link Start}. */
  public Answer starting(Start start) {
    return sent(delivery.withStart(start));
  }

  /** Sends an informational response (1xx) first. */
  public Answer informing(int status, Header... fields) {
    return sent(delivery.with(new Interim(status, List.of(fields))));
  }

  /** Says {@code connection: close} and closes after the response. */
  public Answer closing() {
    return withHeader("connection", "close").closingAt(Point.afterEnd());
  }

  private Answer sent(Delivery delivery) {
    return new Answer(content, headers, delivery);
  }

  @Override
  public Answer to(Received request) {
    return this;
  }
}
