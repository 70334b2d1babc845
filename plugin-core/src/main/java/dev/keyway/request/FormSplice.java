package dev.keyway.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyway.http.ByteSlice;
import dev.keyway.request.AiRequest.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One application of an edit to a form. A part that is set anew keeps its place and loses its head,
 * which may speak of the old value's length or charset; new parts stand before all others, so that
 * they come before files, and before a rest that has not arrived.
 */
final class FormSplice {

  /** CR LF after a value. */
  private static final int LINE_END = 2;

  private final AiRequest request;
  private final BodyLayout.Form form;
  private final Map<String, byte[]> set;
  private final Set<String> removed;
  private final List<ByteSlice> slices = new ArrayList<>();
  private final Set<String> written = new HashSet<>();
  private int keptStart;
  private int keptEnd;

  FormSplice(
      AiRequest request, BodyLayout.Form form, Map<String, byte[]> set, Set<String> removed) {
    this.request = request;
    this.form = form;
    this.set = set;
    this.removed = removed;
  }

  /**
   * A value that would divide the form, or null: who knows the boundary could smuggle in a part.
   */
  static @Nullable String unfit(BodyLayout.Form form, Map<String, byte[]> set) {
    for (Map.Entry<String, byte[]> each : set.entrySet()) {
      if ((each.getKey() + text(each.getValue())).contains("--" + form.boundary())) {
        return each.getKey();
      }
    }
    return null;
  }

  List<ByteSlice> slices() {
    keep(0, form.firstStart());
    set.forEach((name, value) -> {
      if (request.member(name) == null) {
        insert(name, value);
      }
    });
    int end = form.firstStart();
    for (Member member : request.members()) {
      end = member.end() + LINE_END;
      write(member, end);
    }
    keep(end, request.body().length);
    flush();
    return List.copyOf(slices);
  }

  private void write(Member member, int end) {
    byte[] value = set.get(member.name());
    if (value != null && written.add(member.name())) {
      insert(member.name(), value);
    } else if (!isGone(member.name()) && !isGone(FormNames.field(member.name()))) {
      keep(member.start(), end);
    }
  }

  private boolean isGone(String name) {
    return removed.contains(name) || set.containsKey(name);
  }

  private void insert(String name, byte[] json) {
    flush();
    keptStart = keptEnd;
    slices.add(
        ByteSlice.of(
            ("--"
                    + form.boundary()
                    + "\r\nContent-Disposition: form-data; name=\""
                    + quotable(name)
                    + "\"\r\n\r\n"
                    + text(json)
                    + "\r\n")
                .getBytes(StandardCharsets.UTF_8)));
  }

  /** As browsers escape names (HTML, "Multipart form data"). */
  private static String quotable(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** A text as it is, anything else as JSON. */
  private static String text(byte[] json) {
    try (JsonParser parser = RequestJson.FACTORY.createParser(json)) {
      return parser.nextToken() == JsonToken.VALUE_STRING
          ? parser.getText()
          : new String(json, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("an edit's values are JSON", e);
    }
  }

  private void keep(int start, int end) {
    if (start != keptEnd) {
      flush();
      keptStart = start;
    }
    keptEnd = end;
  }

  private void flush() {
    if (keptEnd > keptStart) {
      slices.add(new ByteSlice(request.body(), keptStart, keptEnd - keptStart));
    }
  }
}
