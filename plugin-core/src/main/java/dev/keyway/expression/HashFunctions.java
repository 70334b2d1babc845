package dev.keyway.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.SimpleType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Hashes of a text's UTF-8 bytes: {@code hash.sha256(text)} and {@code text.sha256()}. */
final class HashFunctions {

  /** Characters that cost as much as one step. */
  private static final int TEXT_PER_STEP = 8;

  private static final Parameter TEXT = Parameter.text("text");
  private static final Parameter FORMAT = Parameter.oneOf("format", "hex", "base64");

  static final List<ValueFunction> TABLE =
      Stream.of(
              both("crc32", "CRC-32 (IEEE)", HashFunctions::crc32, "3610a686"),
              both("crc64", "CRC-64 (ISO 3309)", Crc64::of, "3c3eeee2d8100000"),
              both(
                  "md5",
                  "MD5; broken, not for security",
                  digest("MD5"),
                  "5d41402abc4b2a76b9719d911017c592"),
              both(
                  "sha1",
                  "SHA-1; weak, not for security",
                  digest("SHA-1"),
                  "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"),
              both(
                  "sha256",
                  "SHA-256",
                  digest("SHA-256"),
                  "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
              both(
                  "sha512",
                  "SHA-512",
                  digest("SHA-512"),
                  "9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7"
                      + "2323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043"),
              both("xxhash64", "XXH64, seed 0", HashFunctions::xxhash64, "26c7827d889f6da3"))
          .flatMap(each -> each)
          .toList();

  private HashFunctions() {}

  private static Stream<ValueFunction> both(
      String name, String algorithm, UnaryOperator<byte[]> hash, String ofHello) {
    ValueFunction.Body body = (args, run) -> hash(hash, args, run);
    String does = algorithm + ", as `'hex'` (the default) or `'base64'`";
    return Stream.of(
        new ValueFunction(
            "hash." + name,
            null,
            List.of(TEXT, FORMAT),
            1,
            SimpleType.STRING,
            body,
            new Manual("", does, "hash.%s('hello')".formatted(name), "'" + ofHello + "'")),
        new ValueFunction(
            name,
            TEXT,
            List.of(FORMAT),
            1,
            SimpleType.STRING,
            body,
            new Manual("a text", does, "'hello'.%s('hex')".formatted(name), "'" + ofHello + "'")));
  }

  private static String hash(UnaryOperator<byte[]> hash, Object[] args, Run run) {
    String text = (String) args[0];
    run.meter().charge(text.length() / TEXT_PER_STEP);
    return encoding(args.length == 1 ? "hex" : (String) args[1])
        .encode(hash.apply(text.getBytes(UTF_8)));
  }

  private static BaseEncoding encoding(String format) {
    return switch (format) {
      case "hex" -> BaseEncoding.base16().lowerCase();
      case "base64" -> BaseEncoding.base64();
      default -> throw new CelInvalidArgumentException("a hash is hex or base64");
    };
  }

  private static UnaryOperator<byte[]> digest(String algorithm) {
    return bytes -> {
      try {
        return MessageDigest.getInstance(algorithm).digest(bytes);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has " + algorithm, e);
      }
    };
  }

  private static byte[] crc32(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return Ints.toByteArray((int) sum.getValue());
  }

  private static byte[] xxhash64(byte[] bytes) {
    return Longs.toByteArray(Hashing.xxh64().hashBytesToLong(bytes));
  }
}
