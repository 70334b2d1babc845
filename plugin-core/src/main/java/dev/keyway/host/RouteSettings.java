package dev.keyway.host;

import dev.keyway.document.Fields;
import dev.keyway.document.Fields.TextMember;
import dev.keyway.document.Node;
import dev.keyway.document.Problems;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route of a host gateway says about the requests it sends to Keyway.
 *
 * @param policy what they run under
 * @param prefix the path prefix the route is mounted under, such as {@code /ai}, whether or not the
 *     host takes it off; empty: none
 * @param vars what the policy's expressions read as {@code vars.NAME}
 */
public record RouteSettings(RoutePolicy policy, String prefix, Map<String, String> vars) {

  /** The field that names a policy of the daemon's configuration. */
  public static final String POLICY = "policy";

  /** The field that holds a policy's text. */
  public static final String POLICY_INLINE = "policy_inline";

  /** The field with the path prefix. */
  public static final String PREFIX = "prefix";

  /** The field with the variables. */
  public static final String VARS = "vars";

  public RouteSettings {
    vars = Map.copyOf(vars);
  }

  /**
   * Reads them of a route's configuration, or returns null, and leaves problems, when it is wrong.
   *
   * @param route the fields; which others it has is the adapter's concern
   */
  public static @Nullable RouteSettings read(Fields route, Problems problems) {
    RoutePolicy policy = policy(route, problems);
    String prefix = prefix(route, problems);
    Map<String, String> vars = new LinkedHashMap<>();
    for (TextMember each : route.textMembers(VARS)) {
      vars.put(each.name(), each.value().text());
    }
    return policy == null || prefix == null ? null : new RouteSettings(policy, prefix, vars);
  }

  private static @Nullable RoutePolicy policy(Fields route, Problems problems) {
    String name = present(route.text(POLICY));
    String text = present(route.text(POLICY_INLINE));
    if (name != null && text == null) {
      return new RoutePolicy.Named(name);
    }
    if (name == null && text != null) {
      return new RoutePolicy.Inline(text.getBytes(StandardCharsets.UTF_8));
    }
    problems.error(
        route.place(),
        name == null
            ? "names no policy: set policy to the name of one that Keyway's configuration has, or policy_inline to a policy's text"
            : "policy and policy_inline exclude each other: remove one");
    return null;
  }

  /** Forms send an empty text where nothing was written. */
  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** Without the slash that may end it; null, and a problem, when it is none. */
  private static @Nullable String prefix(Fields route, Problems problems) {
    Node.Scalar text = route.scalar(PREFIX);
    if (text == null) {
      return "";
    }
    String prefix = text.text();
    if (!prefix.isEmpty() && !prefix.startsWith("/")) {
      problems.error(text.place(), "expected a path prefix that starts with /, such as /ai");
      return null;
    }
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }
}
