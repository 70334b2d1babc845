package dev.keyway.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of headers or parameters from a data file: whole ones, and ones that a star leaves open at
 * one end.
 */
final class NameList {

  /** Never go on to a provider. */
  static final NameList REQUEST_HEADERS = read("request-headers-removed.txt");

  /** Go on only beside the client's own key. */
  static final NameList ACCOUNT_HEADERS = read("account-headers.txt");

  /** Never reach a client. */
  static final NameList RESPONSE_HEADERS = read("response-headers-removed.txt");

  /** Reach a client only where its own key was used. */
  static final NameList QUOTA_HEADERS = read("quota-headers.txt");

  /** Never go on to a provider. */
  static final NameList QUERY = read("query-removed.txt");

  private final Set<String> names = new HashSet<>();
  private final List<String> beginnings = new ArrayList<>();
  private final List<String> endings = new ArrayList<>();

  private NameList(List<String> lines) {
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.endsWith("*")) {
        beginnings.add(line.substring(0, line.length() - 1));
      } else if (line.startsWith("*")) {
        endings.add(line.substring(1));
      } else {
        names.add(line);
      }
    }
  }

  static NameList read(String resource) {
    try (InputStream in = NameList.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the data file " + resource + " is missing");
      }
      return new NameList(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the data file " + resource + " can't be read", e);
    }
  }

  boolean holds(String lowerCaseName) {
    return names.contains(lowerCaseName)
        || any(beginnings, lowerCaseName, true)
        || any(endings, lowerCaseName, false);
  }

  private static boolean any(List<String> parts, String name, boolean atStart) {
    for (String part : parts) {
      if (atStart ? name.startsWith(part) : name.endsWith(part)) {
        return true;
      }
    }
    return false;
  }
}
