package dev.keyway.request;

import org.jspecify.annotations.Nullable;

/** One endpoint of a client API: where it is, and whose format it has. One row a surface. */
public enum Surface implements Destination {
  CHAT_COMPLETIONS("chat-completions", Format.OPENAI, "/v1/chat/completions"),
  MESSAGES("messages", Format.ANTHROPIC, "/v1/messages");

  private final String wireName;
  private final Format format;
  private final String path;

  Surface(String wireName, Format format, String path) {
    this.wireName = wireName;
    this.format = format;
    this.path = path;
  }

  /** The name used in policies and expressions, such as {@code chat-completions}. */
  public String wireName() {
    return wireName;
  }

  /** The format of its requests and answers. */
  @Override
  public Format format() {
    return format;
  }

  /** The client's path, with its {@code /v1} prefix. */
  public String path() {
    return path;
  }

  /** The path without its {@code /v1} prefix: what is appended to a provider's base URL. */
  public String upstreamPath() {
    return path.substring("/v1".length());
  }

  /** The surface with exactly this path (no query), or null. */
  public static @Nullable Surface ofPath(String path) {
    for (Surface surface : values()) {
      if (surface.path.equals(path)) {
        return surface;
      }
    }
    return null;
  }
}
