package dev.keyway.server.config;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code admin}: on loopback, or with a token. */
final class AdminReader {

  /** Shorter ones can be guessed by trying. */
  private static final int SHORTEST_TOKEN = 16;

  private AdminReader() {}

  static @Nullable AdminConfig read(Section section, Overrides overrides) {
    Fields fields = section.part("admin");
    Overrides.AdminAt at = address(section, fields.scalar("address"));
    Secret token = token(section, fields.scalar("token_file"));
    fields.end();
    HostAndPort address = (overrides.admin() == null ? at : overrides.admin()).address();
    if (address == null) {
      return null;
    }
    if (!address.isLoopback() && !fields.has("token_file")) {
      section
          .problems()
          .error(
              fields.place("address"),
              address
                  + " can be reached from other machines: add token_file: FILE, or listen on 127.0.0.1");
    }
    return new AdminConfig(address, token);
  }

  private static Overrides.AdminAt address(Section section, Node.@Nullable Scalar text) {
    boolean none = text != null && text.text().equals("none");
    HostAndPort address = text == null || none ? null : section.address(text);
    return new Overrides.AdminAt(
        address == null && !none ? AdminConfig.DEFAULT.address() : address);
  }

  private static @Nullable Secret token(Section section, Node.@Nullable Scalar text) {
    Path file = section.file(text);
    if (text == null || file == null) {
      return null;
    }
    String token = content(file);
    if (token.length() < SHORTEST_TOKEN || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      section
          .problems()
          .error(
              text.place(),
              "the token must be one line of at least %d visible ASCII characters; make one with"
                      .formatted(SHORTEST_TOKEN)
                  + " `openssl rand -hex 32`");
      return null;
    }
    return Secret.of(token);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file).replaceFirst("\\R$", "");
    } catch (IOException e) {
      return "";
    }
  }
}
