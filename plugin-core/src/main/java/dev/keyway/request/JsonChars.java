package dev.keyway.request;

/**
 * Decodes parts of a JSON body that has been read before, so that it is known to be valid JSON in
 * UTF-8: texts without their escapes, white space between values left out.
 */
final class JsonChars {

  private final byte[] body;
  private final TextRuns runs;
  private int at;

  JsonChars(byte[] body, TextRuns runs) {
    this.body = body;
    this.runs = runs;
  }

  /** The text whose opening quote stands at this offset. */
  void text(int quote) {
    at = quote;
    inside();
    runs.end();
  }

  /** A value as JSON without white space. */
  void json(int start, int end) {
    at = start;
    while (at < end && !runs.enough()) {
      if (body[at] == '"') {
        runs.add('"');
        inside();
        runs.add('"');
      } else if (body[at] > ' ') {
        // Outside of texts JSON is ASCII.
        runs.add((char) body[at]);
      }
      at++;
    }
    runs.end();
  }

  /** From an opening quote to the closing one. */
  private void inside() {
    at++;
    while (body[at] != '"' && !runs.enough()) {
      if (body[at] == '\\') {
        escaped();
      } else if (body[at] >= 0) {
        runs.add((char) body[at++]);
      } else {
        encoded();
      }
    }
  }

  private void escaped() {
    byte kind = body[at + 1];
    at += 2;
    switch (kind) {
      case 'n' -> runs.add('\n');
      case 't' -> runs.add('\t');
      case 'r' -> runs.add('\r');
      case 'b' -> runs.add('\b');
      case 'f' -> runs.add('\f');
      case 'u' -> {
        int unit = 0;
        for (int digit = 0; digit < 4; digit++) {
          unit = unit << 4 | Character.digit(body[at++], 16);
        }
        runs.add((char) unit);
      }
      default -> runs.add((char) kind);
    }
  }

  /** A character of several bytes: RFC 3629, section 3. */
  private void encoded() {
    int first = body[at++] & 0xFF;
    int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    int codePoint = first & (0x3F >> more);
    for (int i = 0; i < more; i++) {
      codePoint = codePoint << 6 | (body[at++] & 0x3F);
    }
    if (Character.isBmpCodePoint(codePoint)) {
      runs.add((char) codePoint);
    } else {
      runs.add(Character.highSurrogate(codePoint));
      runs.add(Character.lowSurrogate(codePoint));
    }
  }
}
