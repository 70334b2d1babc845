package dev.keyway.relay;

import dev.keyway.http.ByteSlice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.List;

/** Between the library's buffers and slices of arrays, copying nothing where that can be. */
final class Bytes {

  private Bytes() {}

  /** What a buffer holds; a view of it where it lies in an array, which is the rule. */
  static ByteSlice of(Buffer buffer) {
    ByteBuf bytes = ((BufferInternal) buffer).getByteBuf();
    return bytes.hasArray()
        ? new ByteSlice(
            bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes())
        : ByteSlice.of(ByteBufUtil.getBytes(bytes));
  }

  /** Slices, one behind the other, as a buffer that shares their arrays. */
  static Buffer buffer(List<ByteSlice> slices) {
    List<Buffer> buffers = new ArrayList<>(slices.size());
    slices.forEach(slice -> buffers.add(buffer(slice)));
    return together(buffers);
  }

  /** Buffers, one behind the other, as one that shares what they hold. */
  static Buffer together(List<Buffer> buffers) {
    if (buffers.size() == 1) {
      return buffers.getFirst();
    }
    ByteBuf[] parts = new ByteBuf[buffers.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = ((BufferInternal) buffers.get(i)).getByteBuf();
    }
    return BufferInternal.buffer(Unpooled.wrappedBuffer(parts.length, parts));
  }

  /** A slice as a buffer that shares its array. */
  static Buffer buffer(ByteSlice slice) {
    return BufferInternal.buffer(
        Unpooled.wrappedBuffer(slice.bytes(), slice.offset(), slice.length()));
  }
}
