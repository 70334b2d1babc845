package dev.keyway.testkit.apisix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of APISIX's plugins that ask a runner, as it is configured.
 *
 * @param name such as {@code ext-plugin-post-req}
 * @param conf its {@code conf}, or null when there is none
 * @param allowDegradation whether requests go on when the runner can't be asked
 */
public record ExtPlugin(String name, @Nullable List<Entry> conf, boolean allowDegradation) {

  /** Before APISIX's own plugins. */
  public static final String PRE_REQ = "ext-plugin-pre-req";

  /** After them. */
  public static final String POST_REQ = "ext-plugin-post-req";

  /** On the way back. */
  public static final String POST_RESP = "ext-plugin-post-resp";

  /** One that lets nothing pass unasked. */
  public static ExtPlugin closed(String name, Entry... conf) {
    return new ExtPlugin(name, List.of(conf), false);
  }
}
