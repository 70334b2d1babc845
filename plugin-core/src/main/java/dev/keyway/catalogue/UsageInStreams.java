package dev.keyway.catalogue;

/** How an endpoint says what a stream of chats or completions has used. */
public enum UsageInStreams {
  /** Where {@code stream_options.include_usage} asks for it, in a chunk of its own, as OpenAI. */
  WHEN_ASKED,
  /** Always. */
  UNASKED,
  /** It refuses requests that ask for it. */
  REFUSED
}
