package dev.keyway.expression;

import static dev.cel.common.types.SimpleType.BYTES;
import static dev.cel.common.types.SimpleType.STRING;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cel.common.exceptions.CelBadFormatException;
import dev.cel.common.values.CelByteString;
import java.util.Base64;
import java.util.List;

/** Base64, with padding. */
final class EncodingFunctions {

  private static final Parameter TEXT = Parameter.text("text");

  static final List<ValueFunction> TABLE =
      List.of(
          new ValueFunction(
              "base64.encode",
              null,
              List.of(Parameter.bytes("bytes")),
              STRING,
              (args, run) -> encode(((CelByteString) args[0]).toByteArray()),
              new Manual("", "the bytes in base64", "base64.encode(b'hello')", "'aGVsbG8='")),
          new ValueFunction(
              "base64.decode",
              null,
              List.of(TEXT),
              BYTES,
              (args, run) -> CelByteString.of(decode((String) args[0])),
              new Manual(
                  "",
                  "the bytes of base64 with its padding; a failure when it is none",
                  "base64.decode('aGVsbG8=').size()",
                  "5")),
          new ValueFunction(
              "encodeBase64",
              TEXT,
              List.of(),
              STRING,
              (args, run) -> encode(((String) args[0]).getBytes(UTF_8)),
              new Manual(
                  "a text",
                  "its UTF-8 bytes in base64",
                  "'some:thing'.encodeBase64()",
                  "'c29tZTp0aGluZw=='")),
          new ValueFunction(
              "decodeBase64",
              TEXT,
              List.of(),
              STRING,
              (args, run) -> text(CelByteString.of(decode((String) args[0]))),
              new Manual(
                  "a text",
                  "the text that is written in base64; a failure when it is none or its bytes are"
                      + " no UTF-8",
                  "'c29tZTp0aGluZw=='.decodeBase64()",
                  "'some:thing'")),
          new ValueFunction(
              "basic_auth.encode",
              null,
              List.of(Parameter.text("username"), Parameter.text("password")),
              STRING,
              (args, run) -> "Basic " + encode((args[0] + ":" + args[1]).getBytes(UTF_8)),
              new Manual(
                  "",
                  "the value of an `authorization` header for HTTP's basic authentication",
                  "basic_auth.encode('username', 'password1')",
                  "'Basic dXNlcm5hbWU6cGFzc3dvcmQx'")));

  private EncodingFunctions() {}

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The JDK would also take what lacks its padding. */
  private static byte[] decode(String base64) {
    if (base64.length() % 4 != 0) {
      throw new CelBadFormatException("base64 without its padding");
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new CelBadFormatException(malformed);
    }
  }

  private static String text(CelByteString bytes) {
    if (!bytes.isValidUtf8()) {
      throw new CelBadFormatException("bytes that are no UTF-8");
    }
    return bytes.toStringUtf8();
  }
}
