package dev.keyway.server.command;

import dev.keyway.explain.AssumedAnswer;
import dev.keyway.http.Headers;
import dev.keyway.server.config.HostAndPort;
import dev.keyway.server.config.Overrides;
import dev.keyway.server.config.ProviderAddress;
import dev.keyway.server.config.RecordsConfig.Target;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options. */
final class Converters {

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private Converters() {}

  /** {@code HOST:PORT}. */
  static final class Address implements ITypeConverter<HostAndPort> {
    @Override
    public HostAndPort convert(String text) {
      return orWrong(
          HostAndPort.parse(text),
          "expected HOST:PORT, such as 127.0.0.1:8700; port 0 takes any free one");
    }
  }

  /** {@code HOST:PORT} or {@code none}. */
  static final class Admin implements ITypeConverter<Overrides.AdminAt> {
    @Override
    public Overrides.AdminAt convert(String text) {
      return orWrong(
          Overrides.AdminAt.parse(text), "expected HOST:PORT, such as 127.0.0.1:8701, or none");
    }
  }

  /** {@code -}, {@code none} or a file. */
  static final class Records implements ITypeConverter<Target> {
    @Override
    public Target convert(String text) {
      return Target.parse(text);
    }
  }

  /** {@code ID=URL}. */
  static final class ProviderUrl implements ITypeConverter<ProviderAddress> {
    @Override
    public ProviderAddress convert(String text) {
      try {
        return ProviderAddress.parse(text);
      } catch (IllegalArgumentException none) {
        throw new TypeConversionException(none.getMessage());
      }
    }
  }

  /** {@code NAME: VALUE}. */
  static final class Header implements ITypeConverter<Headers> {
    @Override
    public Headers convert(String text) {
      int colon = text.indexOf(':');
      String name = colon < 0 ? "" : text.substring(0, colon).strip();
      if (!HEADER_NAME.matcher(name).matches()) {
        throw new TypeConversionException("expected 'NAME: VALUE', such as 'x-team: blue'");
      }
      return Headers.of(name, text.substring(colon + 1).strip());
    }
  }

  /** What an attempt is assumed to be answered. */
  static final class Answer implements ITypeConverter<AssumedAnswer> {
    @Override
    public AssumedAnswer convert(String text) {
      try {
        return AssumedAnswer.parse(text);
      } catch (IllegalArgumentException none) {
        throw new TypeConversionException(none.getMessage());
      }
    }
  }

  /** A time as of RFC 3339. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException none) {
        throw new TypeConversionException(
            "expected a date and time with its zone, such as 2026-11-26T09:00:00Z");
      }
    }
  }

  private static <T> T orWrong(@Nullable T value, String expected) {
    if (value == null) {
      throw new TypeConversionException(expected);
    }
    return value;
  }
}
