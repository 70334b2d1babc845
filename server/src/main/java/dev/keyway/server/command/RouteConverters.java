package dev.keyway.server.command;

import dev.keyway.hostconfig.Authentication;
import dev.keyway.hostconfig.PlainFile;
import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.socket.UnixSocket;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options about a gateway's routes. */
final class RouteConverters {

  private RouteConverters() {}

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

  /** What a route's paths begin with. */
  static final class PlainPath implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      String path = PolicyRoute.parsePath(text);
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

  /** A file that a gateway's configuration can name. */
  static final class File implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!PlainFile.is(text)) {
        throw new TypeConversionException("expected a path from the root, without blanks");
      }
      return text;
    }
  }

  /** A socket that a gateway's configuration can name. */
  static final class Socket implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!PlainFile.is(text) || text.length() > UnixSocket.MOST_BYTES) {
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
      return Map.entry(text.substring(0, equals), text.substring(equals + 1));
    }
  }
}
