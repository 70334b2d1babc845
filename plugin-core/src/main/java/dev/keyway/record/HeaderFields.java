package dev.keyway.record;

import java.util.HashMap;
import java.util.Map;

/**
 * What is written of headers by their names: nearly all requests and answers have the same few, so
 * what they are in a line, and whether their values are shown, is found out once. Belongs to one
 * thread.
 */
final class HeaderFields {

  /** Clients may send any name. */
  private static final int MOST = 256;

  private static final int LONGEST = 64;

  private final Map<String, HeaderField> known = new HashMap<>();

  HeaderField get(String lowerCaseName) {
    HeaderField field = known.get(lowerCaseName);
    return field == null ? learnt(lowerCaseName) : field;
  }

  private HeaderField learnt(String lowerCaseName) {
    HeaderField field = HeaderField.of(lowerCaseName);
    if (known.size() < MOST && lowerCaseName.length() <= LONGEST) {
      known.put(lowerCaseName, field);
    }
    return field;
  }

  /**
   * One of them.
   *
   * @param furtherMember its name with quotes and colon, behind a comma; where values are not
   *     shown, with what stands for them
   * @param shown whether its values follow
   */
  record HeaderField(byte[] furtherMember, boolean shown) {

    private static HeaderField of(String lowerCaseName) {
      boolean shown = ShownHeaders.isShown(lowerCaseName);
      JsonBytes member = new JsonBytes();
      member.mark(',');
      member.text(lowerCaseName);
      member.mark(':');
      if (!shown) {
        member.text("(not shown)");
      }
      return new HeaderField(member.copy(), shown);
    }
  }
}
