package dev.keyway.request;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of one part of a form (RFC 7578, section 4).
 *
 * @param name the field's name as it is written, between its quotation marks
 * @param file whether it has a file name, so that it is an upload and no value
 * @param lengthBytes of the value as the part says it itself (OkHttp 4 does), or -1
 * @param coded what keeps the value from being read as UTF-8, or null
 */
record PartHead(String name, boolean file, long lengthBytes, @Nullable String coded) {

  private static final String DISPOSITION = "content-disposition";
  private static final String FORM_DATA = "form-data";
  private static final Set<String> KNOWN = Set.of("name", "filename", "filename*");

  /** Some parsers look for the first {@code name=}, some for the last, whatever it is part of. */
  private static final Pattern NAME_FIRST =
      Pattern.compile(
          "(?i)form-data[ \t]*;[ \t]*name=(\"[^\"\\\\]+\"|[-!#$%&'*+.^_`|~0-9a-z]+)[ \t]*(;.*)?");

  /**
   * Reads a head.
   *
   * @param bytes lines that end with CR LF each; the last is empty
   * @param place where the part is, for messages
   */
  static PartHead read(byte[] bytes, int length, String place) throws MalformedBodyException {
    Map<String, String> fields = fields(bytes, length, place);
    String disposition = fields.get(DISPOSITION);
    if (disposition == null) {
      throw new MalformedBodyException(
          place + " has no Content-Disposition: expected `form-data; name=\"X\"`");
    }
    Map<String, String> parameters = parameters(disposition, place);
    String name = name(parameters.get("name"), place);
    if (!KNOWN.containsAll(parameters.keySet()) || !NAME_FIRST.matcher(disposition).matches()) {
      throw new MalformedBodyException(
          place
              + " has another Content-Disposition than `form-data; name=\"X\"`, where `filename` may follow");
    }
    boolean file = parameters.containsKey("filename") || parameters.containsKey("filename*");
    return new PartHead(
        name,
        file,
        length(fields.get("content-length"), place),
        file ? null : coded(fields, place));
  }

  private static Map<String, String> fields(byte[] bytes, int length, String place)
      throws MalformedBodyException {
    Map<String, String> fields = new HashMap<>(4);
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    for (String line : text.split("\r\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || line.chars().limit(colon).anyMatch(c -> c <= ' ' || c >= 0x7F)) {
        throw new MalformedBodyException(
            place + " has a line in its head that is no `Name: value`; folded lines are not taken");
      }
      if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
        throw new MalformedBodyException(place + " has a control character in its head");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      if (fields.putIfAbsent(name, line.substring(colon + 1).strip()) != null) {
        throw new MalformedBodyException(place + " has the same line twice in its head");
      }
    }
    return fields;
  }

  private static Map<String, String> parameters(String disposition, String place)
      throws MalformedBodyException {
    if (!disposition.regionMatches(true, 0, FORM_DATA, 0, FORM_DATA.length())) {
      throw new MalformedBodyException(place + " has a Content-Disposition other than `form-data`");
    }
    return FieldParameters.read(
        disposition, FORM_DATA.length(), "the Content-Disposition of " + place);
  }

  /** Browsers, httpx, OkHttp and curl escape a name in different ways; no field needs any. */
  private static String name(@Nullable String raw, String place) throws MalformedBodyException {
    if (raw == null || raw.isEmpty()) {
      throw new MalformedBodyException(
          place + " has no name: expected `Content-Disposition: form-data; name=\"X\"`");
    }
    if (raw.indexOf('\\') >= 0 || raw.contains("=?")) {
      throw new MalformedBodyException(
          place + " has a backslash or an encoded word (RFC 2047) in its name");
    }
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static long length(@Nullable String text, String place) throws MalformedBodyException {
    if (text == null) {
      return -1;
    }
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new MalformedBodyException(place + " has a Content-Length that is no number");
    }
    return Long.parseLong(text);
  }

  /** What says that a value is not what its bytes are (RFC 7578, sections 4.5 and 4.7). */
  private static @Nullable String coded(Map<String, String> fields, String place)
      throws MalformedBodyException {
    String coding = fields.get("content-transfer-encoding");
    if (coding != null && !coding.toLowerCase(Locale.ROOT).matches("7bit|8bit|binary")) {
      return "has a Content-Transfer-Encoding";
    }
    String type = fields.get("content-type");
    if (type != null && type.indexOf('\\') >= 0) {
      return "has a Content-Type with a backslash";
    }
    int parameters = type == null ? -1 : type.indexOf(';');
    if (type == null || parameters < 0) {
      return null;
    }
    String charset =
        FieldParameters.read(type, parameters, "the Content-Type of " + place).get("charset");
    return charset == null || charset.toLowerCase(Locale.ROOT).matches("utf-?8|us-ascii")
        ? null
        : "has a charset other than utf-8";
  }
}
