package dev.keyway.server.command;

import dev.keyway.kong.config.KongVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options about Kong. */
final class KongConverters {

  private KongConverters() {}

  /** A version of Kong. */
  static final class Version implements ITypeConverter<KongVersion> {
    @Override
    public KongVersion convert(String text) {
      KongVersion version = KongVersion.parse(text);
      if (version == null) {
        throw new TypeConversionException(
            "expected a version from %s to %s; Keyway does not know the protocol of any other"
                .formatted(KongVersion.OLDEST, KongVersion.NEWEST));
      }
      return version;
    }
  }
}
