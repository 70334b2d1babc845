package dev.keyway.server.command;

import dev.keyway.kong.config.KongRoute;
import dev.keyway.kong.config.KongSetup.Authentication;
import dev.keyway.kong.config.KongSetup.Places;
import dev.keyway.kong.config.KongVersion;
import dev.keyway.kong.config.Unfit;
import dev.keyway.socket.UnixSocket;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options about Kong. */
final class KongConverters {

  private KongConverters() {}

  /** {@code key-auth} or {@code none}. */
  static final class Auth implements ITypeConverter<Authentication> {
    @Override
    public Authentication convert(String text) {
      return switch (text) {
        case "key-auth" -> Authentication.KEY_AUTH;
        case "none" -> Authentication.NONE;
        default -> throw new TypeConversionException("expected key-auth or none");
      };
    }
  }

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

  /** What a route's paths begin with. */
  static final class PlainPath implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      String path = KongRoute.parsePath(text);
      if (path == null) {
        throw new TypeConversionException(
            "expected a path such as /chat, of letters, digits and '-', '.', '_', '~'");
      }
      return path;
    }
  }

  /**
   * A policy and what its paths begin with.
   *
   * @param policy its name
   */
  record NamedPath(String policy, String path) {}

  /** {@code NAME=PATH}. */
  static final class RoutedPath implements ITypeConverter<NamedPath> {
    @Override
    public NamedPath convert(String text) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new TypeConversionException("expected NAME=PATH, such as chat=/chat");
      }
      return new NamedPath(
          text.substring(0, equals), new PlainPath().convert(text.substring(equals + 1)));
    }
  }

  /** A file that kong.conf can name. */
  static final class PlainFile implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!Places.isFile(text)) {
        throw new TypeConversionException("expected a path from the root, without blanks");
      }
      return text;
    }
  }

  /** A socket that kong.conf can name. */
  static final class Socket implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!Places.isSocket(text)) {
        throw new TypeConversionException(
            "expected a path from the root, without blanks, of at most %d bytes"
                .formatted(UnixSocket.MOST_BYTES));
      }
      return text;
    }
  }

  /** {@code NAME=TEXT}. */
  static final class Var implements ITypeConverter<Map.Entry<String, String>> {
    @Override
    public Map.Entry<String, String> convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new TypeConversionException("expected NAME=TEXT, such as team=red");
      }
      String name = text.substring(0, equals);
      String value = text.substring(equals + 1);
      String problem = Unfit.variable(name, value);
      if (problem != null) {
        throw new TypeConversionException(problem);
      }
      return Map.entry(name, value);
    }
  }
}
