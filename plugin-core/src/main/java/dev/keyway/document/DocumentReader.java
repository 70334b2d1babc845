package dev.keyway.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML or JSON into a tree whose every value knows its place. Text that starts with <code>{
 * </code> or {@code [} is JSON, or else YAML's flow style. Size, depth and the growth by aliases
 * are bounded. Never throws on bad input.
 */
public final class DocumentReader {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Only YAML's flow style names a field without quotes. */
  private static final Pattern BARE_NAME = Pattern.compile("\\s*\\{\\s*[^\"}\\s]");

  private DocumentReader() {}

  /**
   * The document's value, or null when it is empty or can't be read; in the latter case {@code
   * problems} holds an error. A field given twice leaves an error too, although a tree comes back.
   *
   * @param utf8 the text's bytes
   */
  public static @Nullable Node read(byte[] utf8, Problems problems) {
    try {
      return parse(decode(utf8), problems);
    } catch (Unreadable e) {
      e.tell(problems);
      return null;
    }
  }

  private static @Nullable Node parse(String text, Problems problems) {
    if (!looksLikeJson(text)) {
      return YamlTree.read(text, problems);
    }
    Problems asJson = new Problems();
    Node json = JsonTree.read(text, asJson);
    Problems asYaml = new Problems();
    Node yaml = json == null ? YamlTree.read(text, asYaml) : null;
    boolean isYaml = yaml != null || (json == null && BARE_NAME.matcher(text).lookingAt());
    problems.addAll(isYaml ? asYaml : asJson);
    return isYaml ? yaml : json;
  }

  private static boolean looksLikeJson(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  private static String decode(byte[] utf8) {
    if (utf8.length > TreeLimits.MOST_BYTES) {
      throw new Unreadable(
          Place.START.at(0, 0),
          "the document is larger than " + (TreeLimits.MOST_BYTES >> 20) + " MiB");
    }
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    if (startsWithMark(utf8)) {
      bytes.position(BYTE_ORDER_MARK.length);
    }
    CharBuffer text = CharBuffer.allocate(utf8.length);
    var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    var result = decoder.decode(bytes, text, true);
    text.flip();
    if (result.isError()) {
      throw new Unreadable(
          Positions.at(Place.START, text, text.length()),
          "this is not UTF-8 text; save the file as UTF-8");
    }
    return text.toString();
  }

  private static boolean startsWithMark(byte[] utf8) {
    int length = BYTE_ORDER_MARK.length;
    return utf8.length >= length && Arrays.equals(utf8, 0, length, BYTE_ORDER_MARK, 0, length);
  }
}
