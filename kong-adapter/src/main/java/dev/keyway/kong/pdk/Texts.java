package dev.keyway.kong.pdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import dev.keyway.kong.pdk.wire.Text;
import org.jspecify.annotations.Nullable;

/** Kong's texts, which are whatever bytes a client sent or an operator configured. */
final class Texts {

  private Texts() {}

  static String read(ByteString bytes) {
    return bytes.isValidUtf8() ? bytes.toStringUtf8() : bytes.toString(ISO_8859_1);
  }

  static @Nullable String readUnlessEmpty(ByteString bytes) {
    return bytes.isEmpty() ? null : read(bytes);
  }

  static Text argument(String text) {
    return Text.newBuilder().setV(ByteString.copyFromUtf8(text)).build();
  }
}
