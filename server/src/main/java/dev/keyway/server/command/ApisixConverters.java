package dev.keyway.server.command;

import dev.keyway.apisix.config.ApisixVersion;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options about APISIX. */
final class ApisixConverters {

  private ApisixConverters() {}

  /** A format. */
  static final class Format implements ITypeConverter<ApisixFormat> {
    @Override
    public ApisixFormat convert(String text) {
      return Arrays.stream(ApisixFormat.values())
          .filter(format -> format.wireName().equals(text))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("expected json, standalone or adc"));
    }
  }

  /** A version of APISIX. */
  static final class Version implements ITypeConverter<ApisixVersion> {
    @Override
    public ApisixVersion convert(String text) {
      ApisixVersion version = ApisixVersion.parse(text);
      if (version == null) {
        throw new TypeConversionException(
            "expected a version from %s to %s; Keyway does not know the protocol of any other"
                .formatted(ApisixVersion.OLDEST, ApisixVersion.NEWEST));
      }
      return version;
    }
  }
}
