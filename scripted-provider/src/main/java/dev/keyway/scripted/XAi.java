package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

/** xAI's errors, which are texts, not objects (as its users report them). */
public final class XAi {

  private XAi() {}

  /** 400, not 401. */
  public static Answer invalidKey() {
    return answer(
        400,
        "Client specified an invalid argument",
        "Incorrect API key provided: xa***ed. You can obtain an API key from https://console.x.ai.");
  }

  /** 429, although it is about money. */
  public static Answer creditsUsedUp() {
    return answer(
        429,
        "Some resource has been exhausted",
        "Your team scripted has either used all available credits or reached its monthly spending"
            + " limit. To continue making API requests, please purchase more credits or raise your"
            + " spending limit.");
  }

  private static Answer answer(int status, String code, String error) {
    return Answer.json(status, Json.write(object("code", code, "error", error)));
  }
}
