package dev.keyway.explain;

import dev.keyway.access.PrivateHeaders;
import dev.keyway.catalogue.AuthStyle;
import dev.keyway.http.ByteSlice;
import dev.keyway.http.Headers;
import dev.keyway.policy.ApiKey;
import dev.keyway.provider.PreparedAttempt;
import dev.keyway.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes credentials out of requests that are shown: every key of the policy wherever it stands, the
 * client's own, and the value of whatever is named like a credential.
 */
public final class Redaction {

  /** What stands for a credential. */
  public static final String MASK = "****";

  private static final Pattern CREDENTIAL_NAME =
      Pattern.compile("key|token|secret|passw|authoriz|cookie|credential|signature|^sig$");

  private static final Pattern USER = Pattern.compile("//[^/@?]*@");

  private final TreeSet<String> secrets =
      new TreeSet<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  private final Set<String> names = new HashSet<>();

  /** Takes out the values of these keys. */
  public Redaction hide(Collection<ApiKey> keys) {
    keys.forEach(key -> hide(key.secret().current()));
    return this;
  }

  /** Takes out this one. */
  public Redaction hide(@Nullable Secret secret) {
    if (secret != null && !secret.reveal().isBlank()) {
      secrets.add(secret.reveal());
      secrets.add(URLEncoder.encode(secret.reveal(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return this;
  }

  /** Takes out whatever stands where this kind of key is sent. */
  Redaction hideNamed(AuthStyle style) {
    if (style.kind() != AuthStyle.Kind.BEARER) {
      names.add(style.name().toLowerCase(Locale.ROOT));
    }
    return this;
  }

  /** The request, fit to be shown. */
  public ShownRequest shown(PreparedAttempt call) {
    return shown(
            call.method(),
            call.target(),
            call.headers(),
            ByteSlice.join(call.body()),
            call.strippedParams())
        .adding(call.addedParams());
  }

  /** The same of its parts. */
  public ShownRequest shown(
      String method, URI target, Headers headers, byte[] body, List<String> strippedParams) {
    List<ShownRequest.Field> fields = new ArrayList<>();
    headers.forEach((name, value) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      fields.add(new ShownRequest.Field(lower, header(lower, value)));
    });
    return new ShownRequest(
        method,
        url(target),
        fields,
        text(new String(body, StandardCharsets.UTF_8)),
        strippedParams,
        List.of());
  }

  /** The text without any secret. */
  public String text(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  private String header(String name, String value) {
    String masked = text(value);
    boolean hidden = PrivateHeaders.staysHere(name) || isCredential(name);
    return hidden && masked.equals(value) ? MASK : masked;
  }

  private boolean isCredential(String lowerCaseName) {
    return names.contains(lowerCaseName) || CREDENTIAL_NAME.matcher(lowerCaseName).find();
  }

  private String url(URI target) {
    String url = target.toString();
    int mark = url.indexOf('?');
    String base =
        USER.matcher(mark < 0 ? url : url.substring(0, mark)).replaceFirst("//" + MASK + "@");
    if (mark < 0) {
      return text(base);
    }
    List<String> parameters = new ArrayList<>();
    for (String parameter : url.substring(mark + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      boolean hidden = isCredential(name.toLowerCase(Locale.ROOT));
      parameters.add(hidden && equals >= 0 ? name + "=" + MASK : text(parameter));
    }
    return text(base) + "?" + String.join("&", parameters);
  }

  /** Prints nothing of what it takes out. */
  @Override
  public String toString() {
    return "Redaction";
  }
}
