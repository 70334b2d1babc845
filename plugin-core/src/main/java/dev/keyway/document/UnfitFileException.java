package dev.keyway.document;

import java.io.IOException;

/**
 * What should have been a small file is something else. The message ends a sentence that begins
 * with the file's name, and holds nothing of its content.
 */
public final class UnfitFileException extends IOException {

  private static final long serialVersionUID = 1L;

  UnfitFileException(String message) {
    super(message);
  }
}
