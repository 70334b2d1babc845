package dev.keyway.rule;

import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.stream.EventEdit;
import dev.keyway.stream.EventEditor;
import dev.keyway.stream.UsageHiding;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is done to the body of one answer on its way to the client. */
public sealed interface AnswerEdit {

  /** Nothing: the bytes pass as they come. */
  AnswerEdit NONE = new None();

  /** See {@link #NONE}. */
  record None() implements AnswerEdit {
    @Override
    public ByteSlice edited(ByteSlice body) {
      return body;
    }

    @Override
    public AnswerEdit over(int status, Headers headers) {
      return this;
    }
  }

  /** An event stream's events are edited, each as it comes; any other body passes as it is. */
  record EachEvent(EventEdit events) implements AnswerEdit {
    @Override
    public @Nullable ByteSlice edited(ByteSlice body) {
      EventEditor editor = new EventEditor(events);
      editor.feed(body.bytes(), body.offset(), body.length());
      ByteSlice edited = editor.end();
      return editor.stuck() ? null : edited;
    }

    @Override
    public AnswerEdit over(int status, Headers headers) {
      return isEventStream(headers) && hasBody(status) ? this : NONE;
    }
  }

  /**
   * The body is held to its end and edited as one text, an event stream's too. What two events of a
   * stream share is not seen: between its halves stands what frames events.
   *
   * @param coding how the body is text
   * @param text changes it
   * @param events edits the events of what came of an event stream, or null
   */
  record WholeBody(BodyCoding coding, TextEdit text, @Nullable EventEdit events)
      implements AnswerEdit {

    /** One of UTF-8. */
    public WholeBody(TextEdit text, @Nullable EventEdit events) {
      this(BodyCoding.UTF_8, text, events);
    }

    @Override
    public @Nullable ByteSlice edited(ByteSlice body) {
      String own = coding.decode(body);
      String changed = own == null ? null : text.edit(own);
      if (changed == null) {
        return null;
      }
      ByteSlice edited = changed.equals(own) ? body : ByteSlice.of(coding.encode(changed));
      return events == null ? edited : new EachEvent(events).edited(edited);
    }

    @Override
    public AnswerEdit over(int status, Headers headers) {
      if (!hasBody(status)) {
        return NONE;
      }
      return new WholeBody(BodyCoding.of(headers), text, isEventStream(headers) ? events : null);
    }
  }

  /**
   * Of an event stream, the chunk that says what was used does not go out; then follows what else
   * is done. Events of any size pass.
   */
  record WithoutUsage(AnswerEdit then) implements AnswerEdit {
    @Override
    public @Nullable ByteSlice edited(ByteSlice body) {
      return then.edited(UsageHiding.hidden(body));
    }

    @Override
    public AnswerEdit over(int status, Headers headers) {
      return isEventStream(headers) && hasBody(status) ? this : then;
    }
  }

  /**
   * What is left to do for an answer with this head.
   *
   * @param headers the provider's, which say what its body is
   */
  AnswerEdit over(int status, Headers headers);

  /** A whole body edited; null when it can't be, and must not go out. */
  @Nullable ByteSlice edited(ByteSlice body);

  /** RFC 9110, section 15: these have no body whatever their headers say. */
  private static boolean hasBody(int status) {
    return status != 204 && status != 205 && status != 304;
  }

  private static boolean isEventStream(Headers headers) {
    String type = headers.first("content-type");
    return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }
}
