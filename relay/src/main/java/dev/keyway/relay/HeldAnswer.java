package dev.keyway.relay;

import dev.keyway.classify.Outcome;
import dev.keyway.classify.Outcome.Prefix;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.request.Surface;
import dev.keyway.stream.StreamWatch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What has come of an answer while it is not known yet where it goes, and whether that is enough to
 * judge it by. Runs on one event loop.
 */
final class HeldAnswer {

  /** How much of an answer is held back. */
  private enum Kind {
    /** The first bytes: it is no success. */
    ERROR,
    /** All of it. */
    WHOLE,
    /** A stream until its first content. */
    STREAM,
    /** Its first bytes: sound and pictures are played while they come. */
    BINARY
  }

  private static final List<String> BINARY =
      List.of("audio/", "image/", "video/", "application/octet-stream");

  private final HttpClientResponse head;
  private final UpstreamSettings settings;
  private final Surface surface;

  /** Whether the client asked for a stream. */
  private final boolean streamAsked;

  private final GrowingBytes bytes;
  private Kind kind;
  private @Nullable StreamWatch watch;

  /** What it is by how it begins, where its content type says otherwise. */
  private @Nullable String actualType;

  private boolean looked;

  /** How many bytes at the beginning are blanks. */
  private int blanks;

  private @Nullable ByteSlice decoded;

  /** All of it in plain, where it came coded. */
  private @Nullable ByteSlice plain;

  HeldAnswer(
      HttpClientResponse head, Surface surface, boolean streamAsked, UpstreamSettings settings) {
    this.head = head;
    this.surface = surface;
    this.streamAsked = streamAsked;
    this.settings = settings;
    this.kind = kind(head);
    this.looked = kind == Kind.ERROR || kind == Kind.BINARY || !ContentCoding.isPlain(head);
    this.bytes = new GrowingBytes(kind == Kind.WHOLE ? announcedLength() : -1);
    this.watch = kind == Kind.STREAM ? StreamWatch.of(surface) : null;
  }

  private static Kind kind(HttpClientResponse head) {
    if (head.statusCode() < 200 || head.statusCode() > 299) {
      return Kind.ERROR;
    }
    if (!ContentCoding.isPlain(head)) {
      return Kind.WHOLE;
    }
    String type = contentType(head);
    if (type.startsWith("text/event-stream")) {
      return Kind.STREAM;
    }
    for (String binary : BINARY) {
      if (type.startsWith(binary)) {
        return Kind.BINARY;
      }
    }
    return Kind.WHOLE;
  }

  private static String contentType(HttpClientResponse head) {
    String type = head.getHeader("content-type");
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }

  /** Whether the answer says that something went wrong. */
  boolean error() {
    return kind == Kind.ERROR;
  }

  /** Whether no HTTP follows on this connection, although nobody asked for anything else. */
  boolean switchesProtocol() {
    return head.statusCode() < 200;
  }

  /** The watch over a stream, or null when the answer is none. */
  @Nullable StreamWatch watch() {
    return watch;
  }

  /** The length of the whole body as the provider announced it, or -1. */
  long announcedLength() {
    return Lengths.of(head.getHeader("content-length"));
  }

  /** Whether anything of the body has come. */
  boolean alive() {
    return bytes.length() > 0;
  }

  /** What has come of the body, as it came; all of it in plain where it came whole and coded. */
  ByteSlice bytes() {
    return plain == null ? bytes.slice() : plain;
  }

  /**
   * Takes what came next. Gives what it is to be judged by, or null when more must come.
   *
   * @param guardOver whether a stream has used up the time it may take for its first content
   */
  @Nullable Prefix add(Buffer data, boolean guardOver) {
    bytes.add(data);
    boolean wasStream = watch != null;
    if (!looked) {
      look();
    }
    if (watch != null && !wasStream) {
      return ofStream(bytes.slice(), false);
    }
    return switch (kind) {
      case ERROR -> beyond(settings.heldErrorBytes()) ? Prefix.TRUNCATED : null;
      case WHOLE -> beyond(settings.heldAnswerBytes()) ? Prefix.TRUNCATED : null;
      case STREAM -> ofStream(Bytes.of(data), guardOver);
      case BINARY -> ofBinary();
    };
  }

  /**
   * Providers, and what stands before them, name their answers wrongly: an error in JSON under the
   * type of a stream, a stream under that of JSON or under none. The first bytes know better.
   */
  private void look() {
    ByteSlice come = bytes.slice();
    while (blanks < come.length() && isBlank(come.bytes()[come.offset() + blanks])) {
      blanks++;
    }
    FirstBytes first =
        FirstBytes.of(new ByteSlice(come.bytes(), come.offset() + blanks, come.length() - blanks));
    looked = first != FirstBytes.NOTHING_YET;
    switch (first) {
      case EVENTS -> {
        if (kind == Kind.WHOLE && streamAsked) {
          is(Kind.STREAM, "text/event-stream", StreamWatch.of(surface));
        }
      }
      case JSON -> {
        if (kind == Kind.STREAM) {
          is(Kind.WHOLE, "application/json", null);
        }
      }
      case MARKUP -> {
        if (kind == Kind.STREAM) {
          is(Kind.WHOLE, "text/html", null);
        }
      }
      case NOTHING_YET, OTHER -> {}
    }
  }

  private static boolean isBlank(byte b) {
    return b <= ' ' && b >= 0;
  }

  private void is(Kind actual, String type, @Nullable StreamWatch over) {
    kind = actual;
    actualType = type;
    watch = over;
  }

  /** An error may be disguised as sound: JSON is held to its end, as it is under its own name. */
  private @Nullable Prefix ofBinary() {
    ByteSlice come = bytes.slice();
    boolean json = come.length() > 0 && come.bytes()[come.offset()] == '{';
    if (json) {
      return beyond(settings.heldErrorBytes()) ? Prefix.TRUNCATED : null;
    }
    return come.length() > 0 ? Prefix.TRUNCATED : null;
  }

  /** What the answer is to be judged by when it is over. */
  Prefix atEnd() {
    if (isCoded() && (kind == Kind.WHOLE || kind == Kind.ERROR)) {
      plain = ContentCoding.decodedWhole(head, bytes.slice(), settings.heldAnswerBytes());
      if (plain == null
          && kind == Kind.WHOLE
          && ContentCoding.isDamaged(head, bytes.slice(), settings.heldAnswerBytes())) {
        return Prefix.UNREADABLE;
      }
    }
    Prefix told = watch == null ? Prefix.COMPLETE : prefix(watch.end(), null);
    return told == null ? Prefix.STREAM_EMPTY : told;
  }

  /**
   * Whether an answer that is over lacks its end, although its connection was closed in order: some
   * servers, and what stands before them, end an answer that way when they fail in its middle.
   */
  boolean cutOff() {
    return watch == null ? cutOffJson() : !watch.whole() && !watch.failed();
  }

  /** Without a length or chunks the end of the connection is the only end there is. */
  private boolean cutOffJson() {
    boolean framed =
        head.version() == HttpVersion.HTTP_2
            || announcedLength() >= 0
            || head.getHeader("transfer-encoding") != null;
    return !framed && kind == Kind.WHOLE && contentType(head).contains("json") && !ended(decoded());
  }

  private static boolean ended(ByteSlice body) {
    int last = body.offset() + body.length() - 1;
    while (last >= body.offset() && body.bytes()[last] <= ' ' && body.bytes()[last] >= 0) {
      last--;
    }
    return last < body.offset() || body.bytes()[last] == '}' || body.bytes()[last] == ']';
  }

  /** The answer as it is reported. */
  Outcome.Answered answered(Prefix prefix) {
    Headers.Builder headers = Headers.builder();
    head.headers().forEach((name, value) -> headers.add(name, value));
    if (actualType != null) {
      headers.set("content-type", actualType);
    }
    if (plain != null) {
      // Nobody asked for a coding: see RATIONALE.md on uncompressed answers.
      headers.remove("content-encoding");
    }
    return new Outcome.Answered(head.statusCode(), headers.build(), prefix, judged(prefix));
  }

  private ByteSlice judged(Prefix prefix) {
    return watch != null && prefix == Prefix.STREAM_ERROR ? watch.errorData() : decoded();
  }

  /** What has come of the body, decoded from a content coding. */
  ByteSlice decoded() {
    if (decoded == null) {
      decoded = ContentCoding.decoded(head, bytes.slice(), settings.heldAnswerBytes());
    }
    return decoded;
  }

  /** All of the body, decoded; null where that can't be done, or gives too much. */
  @Nullable ByteSlice decodedWhole(int limit) {
    if (plain != null) {
      return plain.length() > limit ? null : plain;
    }
    return ContentCoding.decodedWhole(head, bytes.slice(), limit);
  }

  /** Whether it is JSON that can be read as it comes. */
  boolean isPlainJson() {
    return !isCoded() && contentType(head).contains("json");
  }

  boolean isCoded() {
    return plain == null && !ContentCoding.isPlain(head);
  }

  /** Takes what came after the answer was judged. */
  void keep(Buffer data) {
    bytes.add(data);
    if (watch != null) {
      ByteSlice added = Bytes.of(data);
      watch.feed(added.bytes(), added.offset(), added.length());
    }
  }

  private @Nullable Prefix ofStream(ByteSlice data, boolean guardOver) {
    if (watch == null) {
      return null;
    }
    StreamWatch.State state = watch.feed(data.bytes(), data.offset(), data.length());
    boolean held = !guardOver && !beyond(settings.heldStreamBytes());
    return prefix(state, held ? null : Prefix.STREAM_GUARD_OVER);
  }

  private static @Nullable Prefix prefix(StreamWatch.State state, @Nullable Prefix whileWaiting) {
    return switch (state) {
      case CONTENT -> Prefix.STREAM_CONTENT;
      case ERROR -> Prefix.STREAM_ERROR;
      case WAITING -> whileWaiting;
    };
  }

  private boolean beyond(int limit) {
    return bytes.length() > limit;
  }
}
