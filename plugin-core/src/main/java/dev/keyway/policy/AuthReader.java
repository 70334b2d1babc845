package dev.keyway.policy;

import dev.keyway.catalogue.AuthStyle;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.http.ReservedHeaders;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a provider's {@code auth}: how its key travels. */
final class AuthReader {

  private final Reading reading;

  AuthReader(Reading reading) {
    this.reading = reading;
  }

  /** The style, or null: absent, or wrong and an error is left. */
  @Nullable AuthStyle read(Fields provider) {
    Fields auth = provider.object("auth");
    if (auth == null) {
      return null;
    }
    AuthStyle.Kind kind =
        auth.choice(
            "style", List.of(AuthStyle.Kind.values()), k -> k.name().toLowerCase(Locale.ROOT));
    if (auth.node("style") == null) {
      reading.error(auth.place("style"), "missing; expected one of bearer, header, query");
    }
    AuthStyle style = kind == null ? null : style(kind, auth);
    auth.scalar("name");
    auth.end();
    return style;
  }

  private @Nullable AuthStyle style(AuthStyle.Kind kind, Fields auth) {
    if (kind == AuthStyle.Kind.BEARER) {
      if (auth.node("name") != null) {
        reading.error(
            auth.place("name"),
            "bearer always means the header Authorization; remove name, or use style: header");
      }
      return AuthStyle.BEARER;
    }
    Node.Scalar name = auth.required("name", "it names the header or query parameter of the key");
    if (name == null) {
      return null;
    }
    if (kind == AuthStyle.Kind.QUERY) {
      return Names.model(reading, name) == null ? null : AuthStyle.query(name.text());
    }
    return header(name);
  }

  private @Nullable AuthStyle header(Node.Scalar name) {
    String flaw = ReservedHeaders.flawOfKeyHeader(name.text());
    if (flaw != null) {
      reading.error(name.place(), flaw);
      return null;
    }
    return AuthStyle.header(name.text().toLowerCase(Locale.ROOT));
  }
}
