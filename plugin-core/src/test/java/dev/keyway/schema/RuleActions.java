package dev.keyway.schema;

import dev.keyway.schema.PolicyFile.AiGateway;
import dev.keyway.schema.PolicyFile.Free;
import dev.keyway.schema.PolicyFile.Span;
import dev.keyway.schema.PolicyFile.Texts;
import java.util.List;

/** What rules do. An action's result is read as {@code actions.ngrok.…} by what follows. */
final class RuleActions {

  private RuleActions() {}

  /** Either form of a rule for requests. */
  @Says("A rule for requests: one action, or a list of them with a name and conditions.")
  sealed interface RequestRule {}

  /** Either form of a rule for answers. */
  @Says("A rule for answers: one action, or a list of them with a name and conditions.")
  sealed interface ResponseRule {}

  /** Either form of a rule for events. */
  @Says("A rule for events: one action, or a list of them with a name and conditions.")
  sealed interface EventRule {}

  /** One of {@code on_http_request}. */
  @Says("What a rule does with a request.")
  sealed interface RequestAction extends RequestRule {}

  /** One of {@code on_http_response}. */
  @Says("What a rule does with an answer.")
  sealed interface ResponseAction extends ResponseRule {}

  @Says("Has a model answer the request.")
  record AiGatewayAction(
      @Says(value = "`ai-gateway`.", required = true, example = "ai-gateway") @OneOf("ai-gateway")
          String type,
      @Says("Its configuration; without it, that of an empty one.") AiGateway config)
      implements RequestAction {}

  @Says("Sets variables that later actions and expressions read as `vars.NAME`.")
  record SetVarsAction(
      @Says(value = "`set-vars`.", required = true, example = "set-vars") @OneOf("set-vars")
          String type,
      @Says(value = "What it sets.", required = true) SetVars config)
      implements RequestAction, ResponseAction {}

  @Says("Variables, set in their order: each may use those before it.")
  record SetVars(
      @Says(
              value =
                  "Objects of one field each: the variable's name, and its value of any kind. Texts in"
                      + " it may hold `${…}`; one that is a lone `${…}` keeps the type of its result.",
              required = true,
              example = "[{\"team\": \"${req.headers['x-team'][0]}\"}, {\"limits\": {\"day\": 5}}]")
          List<Free> vars) {}

  @Says("Answers by itself: nobody else is asked. What follows does not run.")
  record CustomResponseAction(
      @Says(value = "`custom-response`.", required = true, example = "custom-response")
          @OneOf("custom-response")
          String type,
      @Says("The answer; without it, an empty 200.") CustomResponse config)
      implements RequestAction, ResponseAction {}

  @Says("An answer.")
  record CustomResponse(
      @Says(value = "The HTTP status.", fallback = "200", example = "503")
          @Within(least = 200, most = 599)
          Long statusCode,
      @Says(value = "The body; may hold `${…}`.", example = "Back at ${vars.reopens}.") String body,
      @Says(value = "Another name of `body`.", other = true) String content,
      @Says(
              value =
                  "Up to 10 headers. Values may hold `${…}`. Without `content-type`, it is told by how the"
                      + " body looks.",
              example = "{\"retry-after\": 60}")
          Texts headers) {}

  @Says(
      "Refuses the request with a status and without a body. Nothing else runs, response rules neither.")
  record DenyAction(
      @Says(value = "`deny`.", required = true, example = "deny") @OneOf("deny") String type,
      @Says("How; without it, with 403.") Deny config)
      implements RequestAction {}

  @Says("A refusal.")
  record Deny(
      @Says(value = "The HTTP status.", fallback = "403", example = "401")
          @Within(least = 200, most = 599)
          Long statusCode) {}

  @Says("Adds headers to the request, or to the answer.")
  record AddHeadersAction(
      @Says(value = "`add-headers`.", required = true, example = "add-headers")
          @OneOf("add-headers")
          String type,
      @Says(value = "Which.", required = true) AddHeaders config)
      implements RequestAction, ResponseAction {}

  @Says("Headers to add.")
  record AddHeaders(
      @Says(
              value =
                  "From 1 to 10 headers. A name that is there already is there twice then; only `host` is"
                      + " replaced. Values may hold `${…}`. `user-agent` and what frames a message can't be"
                      + " added.",
              required = true,
              example = "{\"x-client-ip\": \"${conn.client_ip}\"}")
          Texts headers) {}

  @Says("Removes headers from the request, or from the answer.")
  record RemoveHeadersAction(
      @Says(value = "`remove-headers`.", required = true, example = "remove-headers")
          @OneOf("remove-headers")
          String type,
      @Says(value = "Which.", required = true) RemoveHeaders config)
      implements RequestAction, ResponseAction {}

  @Says("Headers to remove.")
  record RemoveHeaders(
      @Says(
              value = "From 1 to 10 names; all headers of a name go.",
              required = true,
              example = "[\"x-trace-id\"]")
          List<String> headers) {}

  @Says("Writes something of yours into the decision record, and into the log.")
  record LogAction(
      @Says(value = "`log`.", required = true, example = "log") @OneOf("log") String type,
      @Says(value = "What.", required = true) Log config)
      implements RequestAction, ResponseAction {}

  @Says("What is logged.")
  record Log(
      @Says(
              value =
                  "Any fields. Texts may hold `${…}`, also inside; what is a secret or a credential is"
                      + " masked.",
              required = true,
              example = "{\"team\": \"${vars.team}\", \"stage\": \"trial\"}")
          Free metadata) {}

  @Says("Refuses requests with 429 when there were too many of their kind.")
  record RateLimitAction(
      @Says(value = "`rate-limit`.", required = true, example = "rate-limit") @OneOf("rate-limit")
          String type,
      @Says(value = "How many, and of which kind.", required = true) RateLimit config)
      implements RequestAction {}

  @Says("A limit: so many requests of a kind in a time. Each gateway counts for itself.")
  record RateLimit(
      @Says(
              value = "Its name, shorter than 1024 characters.",
              required = true,
              example = "requests of a team")
          String name,
      @Says(value = "How it counts.", required = true, example = "sliding_window")
          @OneOf("sliding_window")
          String algorithm,
      @Says(value = "How many requests pass in the time.", required = true, example = "30")
          @Within(least = 1, most = 2_000_000_000)
          Long capacity,
      @Says(
              value = "The time: whole tens of seconds, from `60s` to `24h`.",
              required = true,
              example = "60s")
          Span rate,
      @Says(
              value =
                  "From 1 to 10 CEL expressions: requests of which all have equal results are of a kind.",
              required = true,
              example = "[\"conn.client_ip\"]")
          List<String> bucketKey,
      @Says(
              value =
                  "`false`: what is beyond the limit passes all the same, and only"
                      + " `actions.ngrok.rate_limit.limited` tells.",
              fallback = "true")
          Boolean enforce) {}

  @Says("Changes where the request goes: its path and query. The client does not see it.")
  record UrlRewriteAction(
      @Says(value = "`url-rewrite`.", required = true, example = "url-rewrite")
          @OneOf("url-rewrite")
          String type,
      @Says(value = "How.", required = true) UrlRewrite config)
      implements RequestAction {}

  @Says("A change of the URL.")
  record UrlRewrite(
      @Says(
              value =
                  "An RE2 pattern, searched for in the whole URL (`https://host/path?query`); every match is"
                      + " replaced. Left out: the whole URL. May hold `${…}`.",
              example = "^(https?://[^/]+)/openai/")
          String from,
      @Says(
              value =
                  "What stands in place of a match: `$1` is the first group, `$uri`, `$args`, `$host` … are"
                      + " parts of the URL. May hold `${…}`.",
              required = true,
              example = "$1/")
          String to) {}

  @Says("Sends the client elsewhere, unless the URL stays as it is.")
  record RedirectAction(
      @Says(value = "`redirect`.", required = true, example = "redirect") @OneOf("redirect")
          String type,
      @Says(value = "Where.", required = true) Redirect config)
      implements RequestAction {}

  @Says("A redirect.")
  record Redirect(
      @Says(value = "As for `url-rewrite`.", example = "/v1beta/") String from,
      @Says(value = "As for `url-rewrite`.", required = true, example = "/v1/") String to,
      @Says(value = "The HTTP status.", fallback = "302", example = "308")
          @Within(least = 300, most = 399)
          Long statusCode,
      @Says(
              value = "Up to 10 headers of the answer. Values may hold `${…}`.",
              example = "{\"cache-control\": \"no-store\"}")
          Texts headers) {}

  @Says("Replaces texts in the request's body, before it is read as a request to a model.")
  record RequestBodyAction(
      @Says(
              value = "`request-body-find-replace`.",
              required = true,
              example = "request-body-find-replace")
          @OneOf("request-body-find-replace")
          String type,
      @Says(value = "Which.", required = true) FindReplace config)
      implements RequestAction {}

  @Says("Texts to replace, in order: each over what the one before made.")
  record FindReplace(
      @Says(value = "At least one.", required = true) List<Replacement> replacements) {}

  @Says("A pattern, and what stands in place of each of its matches.")
  record Replacement(
      @Says(
              value = "An RE2 pattern. May hold `${…}`.",
              required = true,
              example = "[a-z.]+@example\\.com")
          String from,
      @Says(
              value =
                  "What stands in its place: `$1` is the first group, `$$` a dollar sign. May hold `${…}`."
                      + " Left out: nothing.",
              example = "(address)")
          String to) {}

  @Says("Replaces texts in the answer's body, which is held to its end for that; a stream's too.")
  record ResponseBodyAction(
      @Says(
              value = "`response-body-find-replace`.",
              required = true,
              example = "response-body-find-replace")
          @OneOf("response-body-find-replace")
          String type,
      @Says(value = "Which.", required = true) FindReplace config)
      implements ResponseAction {}

  @Says("Replaces texts in each event of a stream, as it comes.")
  record EventsAction(
      @Says(value = "`sse-find-replace`.", required = true, example = "sse-find-replace")
          @OneOf("sse-find-replace")
          String type,
      @Says(value = "Which.", required = true) EventsFindReplace config)
      implements EventRule {}

  @Says("Texts to replace in events, in order: each over what the one before made.")
  record EventsFindReplace(
      @Says(value = "At least one.", required = true) List<EventReplacement> replacements) {}

  @Says("A pattern, and what stands in place of each of its matches in an event.")
  record EventReplacement(
      @Says(
              value = "What of the event: `data` or `retry`. May hold `${…}`.",
              fallback = "data",
              example = "retry")
          String field,
      @Says(
              value = "An RE2 pattern. May hold `${…}`.",
              required = true,
              example = "[a-z.]+@example\\.com")
          String from,
      @Says(
              value =
                  "What stands in its place: `$1` is the first group, `$$` a dollar sign. May hold `${…}`."
                      + " Left out: nothing.",
              example = "(address)")
          String to) {}

  @Says("A rule for events with a list of actions.")
  record EventRules(
      @Says(value = "For people.", example = "addresses") String name,
      @Says(
              value = "CEL expressions: the rule runs when all are true, and always without one.",
              example = "[\"res.status_code == 200\"]")
          List<String> expressions,
      @Says(value = "What it does, in order.", required = true) List<EventsAction> actions)
      implements EventRule {}

  @Says("A rule for requests with a list of actions.")
  record RequestRules(
      @Says(value = "For people.", example = "models") String name,
      @Says(
              value =
                  "CEL expressions: the rule runs when all are true, and always without one. Where one"
                      + " can't be evaluated, the rule does not run; one that holds `deny`,"
                      + " `custom-response` or `rate-limit` then refuses the request.",
              example = "[\"req.url.path.startsWith('/v1/')\"]")
          List<String> expressions,
      @Says(value = "What it does, in order.", required = true) List<RequestAction> actions)
      implements RequestRule {}

  @Says("A rule for answers with a list of actions.")
  record ResponseRules(
      @Says(value = "For people.", example = "answers") String name,
      @Says(
              value = "CEL expressions: the rule runs when all are true, and always without one.",
              example = "[\"res.status_code >= 500\"]")
          List<String> expressions,
      @Says(value = "What it does, in order.", required = true) List<ResponseAction> actions)
      implements ResponseRule {}
}
