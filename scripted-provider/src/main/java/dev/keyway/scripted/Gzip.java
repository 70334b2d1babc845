package dev.keyway.scripted;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Compresses a body piece by piece, so that each can be read when it arrives. */
final class Gzip {

  private Gzip() {}

  /** As many pieces as given, and one with the trailer. */
  static List<byte[]> flushed(List<byte[]> pieces) {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    List<byte[]> coded = new ArrayList<>();
    try (GZIPOutputStream gzip = new GZIPOutputStream(sink, true)) {
      for (byte[] piece : pieces) {
        gzip.write(piece);
        gzip.flush();
        coded.add(taken(sink));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    coded.add(taken(sink));
    return coded;
  }

  private static byte[] taken(ByteArrayOutputStream sink) {
    byte[] bytes = sink.toByteArray();
    sink.reset();
    return bytes;
  }
}
