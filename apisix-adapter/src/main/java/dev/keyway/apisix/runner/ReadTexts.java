package dev.keyway.apisix.runner;

import io.github.api7.A6.TextEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts of one message. FlatBuffers' classes believe every offset in it: one that leads out
 * of the message is found by them, one that leads to where others have led is counted here, so that
 * a short message can't be read into a long list.
 */
final class ReadTexts {

  private final int messageBytes;
  private int readBytes;

  ReadTexts(int messageBytes) {
    this.messageBytes = messageBytes;
  }

  /**
   * Reads something of the message.
   *
   * @throws Malformed when it is none
   */
  static <T extends @Nullable Object> T checked(Supplier<T> read) {
    try {
      return read.get();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
      throw new Malformed(e);
    }
  }

  /** The text, or null when there is none. */
  @Nullable String text(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      return null;
    }
    count(bytes.remaining());
    return Texts.read(bytes);
  }

  /** The entries of a list; one without a name is none. */
  List<Entry> entries(int length, IntFunction<TextEntry> at) {
    count(length);
    List<Entry> entries = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      TextEntry entry = at.apply(i);
      String name = text(entry.nameAsByteBuffer());
      if (name != null) {
        entries.add(new Entry(name, text(entry.valueAsByteBuffer())));
      }
    }
    return entries;
  }

  private void count(int bytes) {
    readBytes += bytes;
    if (bytes < 0 || readBytes < 0 || readBytes > messageBytes) {
      throw new Malformed("a message whose texts are longer than itself");
    }
  }
}
