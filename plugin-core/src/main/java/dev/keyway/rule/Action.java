package dev.keyway.rule;

/** What a rule does. Immutable; it is carried out anew for each request. */
public sealed interface Action
    permits AddHeaders,
        CallGateway,
        CustomResponse,
        Deny,
        Log,
        RateLimit,
        Redirect,
        RemoveHeaders,
        RequestBodyFindReplace,
        ResponseBodyFindReplace,
        SetVars,
        SseFindReplace,
        UrlRewrite {

  /** What it is called in files, and where it may stand. */
  ActionType type();

  /** Whether the request's body must have been read before it is carried out. */
  default boolean needsBody() {
    return false;
  }

  /** Whether a text in it asks for this variable or field, such as {@code ai.request}. */
  boolean uses(String path);

  /**
   * Carries it out.
   *
   * @throws FailedTextException when a text in it can't be had: the rule ends there
   */
  Effect run(Scene scene) throws FailedTextException;
}
