package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import java.time.Duration;

/** Azure OpenAI's errors (Azure OpenAI documentation, "Quotas and limits", "Content filtering"). */
public final class AzureOpenAi {

  private AzureOpenAi() {}

  /** 401; the code is a number in a text. */
  public static Answer invalidKey() {
    return answer(
        401,
        "401",
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide"
            + " a valid key for an active subscription and use a correct regional API endpoint for"
            + " your resource.");
  }

  /** 404 {@code DeploymentNotFound}. */
  public static Answer deploymentNotFound() {
    return answer(
        404,
        "DeploymentNotFound",
        "The API deployment for this resource does not exist. If you created the deployment within"
            + " the last 5 minutes, please wait a moment and try again.");
  }

  /** 429 with both of Azure's headers. */
  public static Answer rateLimited(Duration delay) {
    return answer(
            429,
            "429",
            ("Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21"
                    + " have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry"
                    + " after %d seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like"
                    + " to further increase the default rate limit.")
                .formatted(delay.toSeconds()))
        .retryAfter(delay)
        .retryAfterMillis(delay.toMillis());
  }

  /** 400 {@code content_filter}: the prompt was refused. */
  public static Answer contentFiltered() {
    return OpenAi.answer(
        400,
        "The response was filtered due to the prompt triggering Azure OpenAI's content management"
            + " policy. Please modify your prompt and retry.",
        null,
        "prompt",
        "content_filter");
  }

  private static Answer answer(int status, String code, String message) {
    Object error = object("code", code, "message", message);
    return Answer.json(status, Json.write(object("error", error)));
  }
}
