package dev.keyway.testkit.apisix;

import com.google.flatbuffers.Table;
import io.github.api7.A6.TextEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code A6.HTTPReqCall.Rewrite} as APISIX has it since 3.6 (ext-plugin-proto 0.6.1): the library's
 * class is older, and has no body.
 */
final class RewriteMessage extends Table {

  private static final int PATH = 4;
  private static final int HEADERS = 6;
  private static final int ARGS = 8;
  private static final int RESPONSE_HEADERS = 10;
  private static final int BODY = 12;

  @Nullable String path() {
    int offset = __offset(PATH);
    return offset == 0 ? null : Messages.text(__vector_as_bytebuffer(PATH, 1));
  }

  List<Entry> headers() {
    return entries(HEADERS);
  }

  List<Entry> arguments() {
    return entries(ARGS);
  }

  List<Entry> responseHeaders() {
    return entries(RESPONSE_HEADERS);
  }

  /** Empty when there is none. */
  byte[] body() {
    ByteBuffer bytes = __vector_as_bytebuffer(BODY, 1);
    return Messages.bytes(bytes);
  }

  private List<Entry> entries(int field) {
    int offset = __offset(field);
    if (offset == 0) {
      return List.of();
    }
    int start = __vector(offset);
    List<Entry> entries = new ArrayList<>(__vector_len(offset));
    entries.addAll(
        Messages.entries(
            __vector_len(offset),
            i -> new TextEntry().__assign(__indirect(start + i * Integer.BYTES), getByteBuffer())));
    return entries;
  }
}
