package dev.keyway.testkit.apisix;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.keyway.testkit.openresty.Lua;
import dev.keyway.testkit.openresty.LuaError;
import io.github.api7.A6.ExtraInfo.Resp;
import io.github.api7.A6.TextEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** FlatBuffers' messages, whose texts are bytes. */
final class Messages {

  private Messages() {}

  /** Reads something of a message; Lua raises where there is none. */
  static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
      throw new LuaError("attempt to perform arithmetic on local 'd' (a nil value)");
    }
  }

  static @Nullable String text(@Nullable ByteBuffer bytes) {
    return bytes == null ? null : Lua.string(bytes(bytes));
  }

  static byte[] bytes(@Nullable ByteBuffer buffer) {
    byte[] bytes = new byte[buffer == null ? 0 : buffer.remaining()];
    if (buffer != null) {
      buffer.duplicate().get(bytes);
    }
    return bytes;
  }

  static List<Entry> entries(int length, IntFunction<TextEntry> at) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      TextEntry entry = at.apply(i);
      String name = text(entry.nameAsByteBuffer());
      if (name == null) {
        throw new LuaError("attempt to index a nil value: an entry without a name");
      }
      entries.add(new Entry(name, text(entry.valueAsByteBuffer())));
    }
    return entries;
  }

  static int string(FlatBufferBuilder builder, String text) {
    return builder.createString(ByteBuffer.wrap(Lua.bytes(text)));
  }

  static int[] entries(FlatBufferBuilder builder, List<Entry> entries) {
    return entries.stream()
        .mapToInt(each -> {
          int name = string(builder, each.name());
          int value = each.value() == null ? 0 : string(builder, each.value());
          return TextEntry.createTextEntry(builder, name, value);
        })
        .toArray();
  }

  static ByteBuffer finished(FlatBufferBuilder builder, int root) {
    builder.finish(root);
    return builder.dataBuffer();
  }

  /** A configuration to be prepared. */
  static ByteBuffer configuration(String key, @Nullable List<Entry> conf) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int name = string(builder, key);
    int entries =
        conf == null
            ? 0
            : io.github.api7.A6.PrepareConf.Req.createConfVector(builder, entries(builder, conf));
    return finished(builder, io.github.api7.A6.PrepareConf.Req.createReq(builder, entries, name));
  }

  /** What the runner asked for. */
  static ByteBuffer information(byte @Nullable [] result) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int vector = result == null ? 0 : Resp.createResultVector(builder, result);
    return finished(builder, Resp.createResp(builder, vector));
  }
}
