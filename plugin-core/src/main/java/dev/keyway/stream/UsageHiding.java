package dev.keyway.stream;

import static dev.keyway.stream.AnswerJson.isFilled;
import static dev.keyway.stream.AnswerJson.members;

import com.fasterxml.jackson.core.JsonParser;
import dev.keyway.http.ByteSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the chunk that says what was used, and nothing else, out of a stream of chats or
 * completions: its client did not ask for it, and may take for granted that there is a choice in
 * every chunk. All else passes byte for byte, events of any size too. Takes bytes split anywhere;
 * an event is held until it is whole, or longer than such a chunk can be. Not safe for several
 * threads.
 */
public final class UsageHiding {

  private final EventEnds ends = new EventEnds();
  private final SseScanner scanner = new SseScanner(this::judge);

  /** What has come of an event that is not whole yet. */
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);

  /** Whether the event is longer than a chunk that is left out, so that it passes as it comes. */
  private boolean passing;

  private boolean leaveOut;

  /** Whether what was left out last ended with a CR, whose LF may yet come. */
  private boolean halfLineEnd;

  /** A whole stream without that chunk. */
  public static ByteSlice hidden(ByteSlice stream) {
    UsageHiding hiding = new UsageHiding();
    ByteSlice most = hiding.take(stream);
    ByteSlice rest = hiding.end();
    return rest.length() == 0 ? most : ByteSlice.of(ByteSlice.join(List.of(most, rest)));
  }

  /** Takes the next bytes, and gives what goes out for them: often the same, sometimes nothing. */
  public ByteSlice take(ByteSlice next) {
    byte[] bytes = next.bytes();
    int to = next.offset() + next.length();
    Output out = new Output(next, held);
    int from = next.offset();
    for (int end = ends.next(bytes, from, to); end >= 0; end = ends.next(bytes, from, to)) {
      scanner.feed(bytes, from, end - from);
      if (leaveOut || isRestOfLineEnd(bytes, from, end)) {
        halfLineEnd = leaveOut && bytes[end - 1] == '\r';
        out.leaveOut();
      } else {
        halfLineEnd = false;
        out.keep(from, end);
      }
      leaveOut = false;
      passing = false;
      from = end;
    }
    begin(bytes, from, to, out);
    return out.slice();
  }

  /** The stream is over: what came of a last event whose empty line is missing. */
  public ByteSlice end() {
    scanner.end();
    byte[] rest = leaveOut ? new byte[0] : held.toByteArray();
    held.reset();
    return ByteSlice.of(rest);
  }

  /** Whether what went out so far ends in the middle of an event. */
  public boolean inEvent() {
    return passing;
  }

  /** Where an event begins that goes on in the next bytes. */
  private void begin(byte[] bytes, int from, int to, Output out) {
    if (from == to) {
      return;
    }
    scanner.feed(bytes, from, to - from);
    passing |= held.size() + to - from > SseEvent.MOST_DATA;
    if (passing) {
      out.keep(from, to);
    } else {
      out.hold(from, to);
    }
  }

  private boolean isRestOfLineEnd(byte[] bytes, int from, int end) {
    return halfLineEnd && end - from == 1 && bytes[from] == '\n';
  }

  private void judge(SseEvent event) {
    ByteSlice data = event.data();
    leaveOut = !event.isCut() && UsageTail.find(data) >= 0 && isUsageAlone(data);
  }

  private static boolean isUsageAlone(ByteSlice data) {
    Members found = new Members();
    try (JsonParser json = AnswerJson.parser(data)) {
      json.nextToken();
      members(json, name -> found.read(json, name));
    } catch (IOException noChunk) {
      return false;
    }
    return found.usage && !found.more;
  }

  /** What a chunk has that is not empty. */
  private static final class Members {

    private boolean usage;
    private boolean more;

    private void read(JsonParser json, String name) throws IOException {
      switch (name) {
        case "usage" -> usage |= isFilled(json);
        case "choices", "error" -> more |= isFilled(json);
        default -> json.skipChildren();
      }
    }
  }

  /** What goes out: a part of what came while that is enough, else a copy. */
  private static final class Output {

    private final byte[] bytes;
    private final ByteArrayOutputStream held;
    private final int most;
    private int start;
    private int end;
    private @Nullable ByteArrayOutputStream copy;

    private Output(ByteSlice next, ByteArrayOutputStream held) {
      this.bytes = next.bytes();
      this.held = held;
      this.most = next.length();
      this.start = next.offset();
      this.end = start;
    }

    private void keep(int from, int to) {
      if (held.size() > 0) {
        copied().writeBytes(held.toByteArray());
        held.reset();
      }
      if (copy != null) {
        copy.write(bytes, from, to - from);
      } else if (start == end) {
        start = from;
        end = to;
      } else if (from == end) {
        end = to;
      } else {
        copied().write(bytes, from, to - from);
      }
    }

    private void leaveOut() {
      held.reset();
    }

    private void hold(int from, int to) {
      held.write(bytes, from, to - from);
    }

    private ByteArrayOutputStream copied() {
      ByteArrayOutputStream present = copy;
      if (present == null) {
        present = new ByteArrayOutputStream(held.size() + most);
        present.write(bytes, start, end - start);
        copy = present;
      }
      return present;
    }

    private ByteSlice slice() {
      return copy == null
          ? new ByteSlice(bytes, start, end - start)
          : ByteSlice.of(copy.toByteArray());
    }
  }
}
