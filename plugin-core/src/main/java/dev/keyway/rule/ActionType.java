package dev.keyway.rule;

import static dev.keyway.rule.Phase.EVENT;
import static dev.keyway.rule.Phase.REQUEST;
import static dev.keyway.rule.Phase.RESPONSE;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import dev.keyway.document.Fields;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The actions that rules may hold: what they are called, where they may stand, who reads them. */
public enum ActionType {
  ADD_HEADERS("add-headers", AddHeaders::read, REQUEST, RESPONSE),
  AI_GATEWAY("ai-gateway", (config, reading) -> reading.gateway(config), REQUEST),
  CUSTOM_RESPONSE("custom-response", CustomResponse::read, REQUEST, RESPONSE),
  DENY("deny", Deny::read, REQUEST),
  LOG("log", Log::read, REQUEST, RESPONSE),
  RATE_LIMIT("rate-limit", RateLimit::read, REQUEST),
  REDIRECT("redirect", Redirect::read, REQUEST),
  REMOVE_HEADERS("remove-headers", RemoveHeaders::read, REQUEST, RESPONSE),
  REQUEST_BODY_FIND_REPLACE("request-body-find-replace", RequestBodyFindReplace::read, REQUEST),
  RESPONSE_BODY_FIND_REPLACE("response-body-find-replace", ResponseBodyFindReplace::read, RESPONSE),
  SET_VARS("set-vars", SetVars::read, REQUEST, RESPONSE),
  SSE_FIND_REPLACE("sse-find-replace", SseFindReplace::read, EVENT),
  URL_REWRITE("url-rewrite", UrlRewrite::read, REQUEST);

  private final String wireName;
  private final Reader reader;
  private final ImmutableList<Phase> phases;

  ActionType(String wireName, Reader reader, Phase... phases) {
    this.wireName = wireName;
    this.reader = reader;
    this.phases = ImmutableList.copyOf(phases);
  }

  /** Its name in files, such as {@code custom-response}. */
  public String wireName() {
    return wireName;
  }

  /** The name of its results, {@code actions.ngrok.…}. */
  public String resultName() {
    return wireName.replace('-', '_');
  }

  /** Where it may stand. */
  public List<Phase> phases() {
    return phases;
  }

  /** The one of this name, or null. */
  public static @Nullable ActionType named(String wireName) {
    return Arrays.stream(values())
        .filter(type -> type.wireName.equals(wireName))
        .findFirst()
        .orElse(null);
  }

  /** Whether a rule that holds one guards something (policy.md, section 9). */
  boolean guards() {
    return switch (this) {
      case CUSTOM_RESPONSE, DENY, RATE_LIMIT -> true;
      case ADD_HEADERS,
          AI_GATEWAY,
          LOG,
          REDIRECT,
          REMOVE_HEADERS,
          REQUEST_BODY_FIND_REPLACE,
          RESPONSE_BODY_FIND_REPLACE,
          SET_VARS,
          SSE_FIND_REPLACE,
          URL_REWRITE ->
          false;
    };
  }

  /**
   * Whether a request is refused, or its answer withheld, when one can't be carried out: what it
   * was to take out of a body must not leave with it.
   */
  boolean mustSucceed() {
    return switch (this) {
      case REQUEST_BODY_FIND_REPLACE, RESPONSE_BODY_FIND_REPLACE, SSE_FIND_REPLACE -> true;
      case ADD_HEADERS,
          AI_GATEWAY,
          CUSTOM_RESPONSE,
          DENY,
          LOG,
          RATE_LIMIT,
          REDIRECT,
          REMOVE_HEADERS,
          SET_VARS,
          URL_REWRITE ->
          false;
    };
  }

  /** The action that this configuration describes, or null, and then an error is left. */
  @Nullable Action read(Fields config, RuleReading reading) {
    return reader.read(config, reading);
  }

  @Immutable
  private interface Reader {
    @Nullable Action read(Fields config, RuleReading reading);
  }
}
