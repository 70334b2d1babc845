package dev.keyway.scan;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one JSON text (RFC 8259) into tokens where it stands. All of its grammar is checked, and
 * nothing is decoded but what is asked for. That its texts are UTF-8 is for {@link Utf8} to say.
 * Time is linear in the text, memory is bounded. Not for several threads.
 */
public final class JsonTokens {

  /** Levels of lists and objects. */
  public static final int DEEPEST = 500;

  /** Digits of one number. */
  public static final int LONGEST_NUMBER = 1000;

  private static final int LONGEST_COUNT = 18;

  /** Bytes of one name. */
  public static final int LONGEST_NAME = 50_000;

  /** What stands where the tokenizer is. */
  public enum Token {
    OBJECT("an object"),
    OBJECT_END("something else"),
    LIST("a list"),
    LIST_END("something else"),
    NAME("something else"),
    TEXT("text"),
    NUMBER("a number"),
    TRUE("true or false"),
    FALSE("true or false"),
    NULL("null"),
    /** Nothing: it is not begun, or the text is over. */
    NONE("something else");

    private final String words;

    Token(String words) {
      this.words = words;
    }

    /** What a value is, for a message. */
    public String words() {
      return words;
    }
  }

  private final byte[] json;
  private final int end;
  private int at;

  private Token token = Token.NONE;
  private int start;
  private int stop;
  private boolean escaped;

  /** A bit for each level: whether it is an object. */
  private final long[] objects = new long[DEEPEST / Long.SIZE + 1];

  private int depth;
  private boolean begun;

  /** Whether nothing stands yet in the present list or object. */
  private boolean empty;

  public JsonTokens(byte[] json, int offset, int length) {
    this.json = json;
    this.at = offset;
    this.end = offset + length;
  }

  /** Goes on to the next token; {@link Token#NONE} when the text is over. */
  public Token next() throws MalformedJsonException {
    skipBlanks();
    token = following();
    return token;
  }

  /** Where it is. */
  public Token current() {
    return token;
  }

  /** Index of the present token's first byte. */
  public int start() {
    return start;
  }

  /** Index behind the present token's last byte. */
  public int stop() {
    return stop;
  }

  /** From the beginning of a list or an object to its end. From anywhere else it does not move. */
  public void skip() throws MalformedJsonException {
    if (token == Token.OBJECT || token == Token.LIST) {
      int outside = depth - 1;
      while (depth > outside) {
        next();
      }
    }
  }

  /** The present name or text without its escapes. */
  public String text() {
    String raw = new String(json, start + 1, stop - start - 2, StandardCharsets.UTF_8);
    return escaped ? unescaped(raw) : raw;
  }

  /**
   * Whether the present name or text is this one, without making a text of it.
   *
   * @param ascii of ASCII letters only
   */
  public boolean says(String ascii) {
    return escaped ? text().equals(ascii) : stop - start - 2 == ascii.length() && begins(ascii);
  }

  private boolean begins(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (json[start + 1 + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The present number; infinite when it is too large. */
  public double number() {
    return Double.parseDouble(new String(json, start, stop - start, StandardCharsets.US_ASCII));
  }

  /** The present number where it is a count of at most eighteen digits, else null. */
  public @Nullable Long count() {
    if (token != Token.NUMBER || stop - start > LONGEST_COUNT) {
      return null;
    }
    long count = 0;
    for (int i = start; i < stop; i++) {
      int digit = json[i] - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      count = 10 * count + digit;
    }
    return count;
  }

  private Token following() throws MalformedJsonException {
    if (token == Token.NAME) {
      return value();
    }
    if (depth == 0) {
      return begun ? over() : value();
    }
    byte next = here();
    if (next == '}' || next == ']') {
      return close(next);
    }
    if (!empty) {
      expect(',');
      skipBlanks();
    }
    empty = false;
    return isInObject() ? name() : value();
  }

  private Token over() throws MalformedJsonException {
    if (at < end) {
      throw new MalformedJsonException();
    }
    return Token.NONE;
  }

  private Token name() throws MalformedJsonException {
    string();
    if (stop - start - 2 > LONGEST_NAME) {
      throw new MalformedJsonException();
    }
    skipBlanks();
    expect(':');
    return Token.NAME;
  }

  private Token value() throws MalformedJsonException {
    begun = true;
    start = at;
    return switch (here()) {
      case '"' -> {
        string();
        yield Token.TEXT;
      }
      case '{' -> open(true);
      case '[' -> open(false);
      case 't' -> word("true", Token.TRUE);
      case 'f' -> word("false", Token.FALSE);
      case 'n' -> word("null", Token.NULL);
      default -> number(at);
    };
  }

  private Token open(boolean object) throws MalformedJsonException {
    if (depth == DEEPEST) {
      throw new MalformedJsonException();
    }
    long bit = 1L << depth;
    int word = depth / Long.SIZE;
    objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    depth++;
    empty = true;
    stop = ++at;
    return object ? Token.OBJECT : Token.LIST;
  }

  private Token close(byte bracket) throws MalformedJsonException {
    boolean object = isInObject();
    if (object != (bracket == '}')) {
      throw new MalformedJsonException();
    }
    depth--;
    empty = false;
    start = at;
    stop = ++at;
    return object ? Token.OBJECT_END : Token.LIST_END;
  }

  private boolean isInObject() {
    int level = depth - 1;
    return (objects[level / Long.SIZE] & 1L << level) != 0;
  }

  private Token word(String word, Token meaning) throws MalformedJsonException {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
    stop = at;
    return meaning;
  }

  private Token number(int from) throws MalformedJsonException {
    int to = from < end && json[from] == '-' ? from + 1 : from;
    int digits = to;
    to = digits(to);
    if (json[digits] == '0' && to > digits + 1) {
      throw new MalformedJsonException();
    }
    int count = to - digits;
    if (to < end && json[to] == '.') {
      digits = to + 1;
      to = digits(digits);
      count += to - digits;
    }
    if (to < end && (json[to] == 'e' || json[to] == 'E')) {
      digits = to + 1;
      if (digits < end && (json[digits] == '+' || json[digits] == '-')) {
        digits++;
      }
      to = digits(digits);
      count += to - digits;
    }
    if (count > LONGEST_NUMBER) {
      throw new MalformedJsonException();
    }
    stop = to;
    at = to;
    return Token.NUMBER;
  }

  /** Behind the digits from here on, of which there must be one. */
  private int digits(int from) throws MalformedJsonException {
    int to = from;
    while (to < end && json[to] >= '0' && json[to] <= '9') {
      to++;
    }
    if (to == from) {
      throw new MalformedJsonException();
    }
    return to;
  }

  /** A name or a text. */
  private void string() throws MalformedJsonException {
    start = at;
    escaped = false;
    expect('"');
    at = textStop(at);
    while (here() == '\\') {
      escaped = true;
      at = textStop(behindEscape(at + 1));
    }
    expect('"');
    stop = at;
  }

  /** Where the next byte stands that does not stand for itself in a text. */
  private int textStop(int from) {
    byte[] bytes = json;
    int next = from;
    int last = end - Words.BYTES;
    while (next <= last) {
      long marks = Words.stopsText(Words.at(bytes, next));
      if (marks != 0) {
        return next + Words.first(marks);
      }
      next += Words.BYTES;
    }
    while (next < end && !stopsText(bytes[next])) {
      next++;
    }
    return next;
  }

  private static boolean stopsText(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < ' ');
  }

  private int behindEscape(int kind) throws MalformedJsonException {
    if (kind >= end) {
      throw new MalformedJsonException();
    }
    return switch (json[kind]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> kind + 1;
      case 'u' -> behindHex(kind + 1);
      default -> throw new MalformedJsonException();
    };
  }

  private int behindHex(int from) throws MalformedJsonException {
    for (int i = from; i < from + 4; i++) {
      if (i >= end || Character.digit(json[i], 16) < 0) {
        throw new MalformedJsonException();
      }
    }
    return from + 4;
  }

  private static String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    int from = 0;
    for (int at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', from)) {
      text.append(raw, from, at);
      char kind = raw.charAt(at + 1);
      if (kind == 'u') {
        from = at + 6;
        text.append((char) Integer.parseInt(raw, at + 2, from, 16));
      } else {
        from = at + 2;
        text.append(meant(kind));
      }
    }
    return text.append(raw, from, raw.length()).toString();
  }

  private static char meant(char kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }

  private void skipBlanks() {
    while (at < end && isBlank(json[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private byte here() throws MalformedJsonException {
    if (at >= end) {
      throw new MalformedJsonException();
    }
    return json[at];
  }

  private void expect(char wanted) throws MalformedJsonException {
    if (here() != wanted) {
      throw new MalformedJsonException();
    }
    at++;
  }
}
