package dev.keyway.scripted;

/** DeepSeek's errors (its documentation, "Error codes"). It gives no hints when to come back. */
public final class DeepSeek {

  private DeepSeek() {}

  /** 401. */
  public static Answer invalidKey() {
    return answer(
        401, "Authentication Fails, Your api key: ****ided is invalid", "authentication_error");
  }

  /** 402. */
  public static Answer insufficientBalance() {
    return answer(402, "Insufficient Balance", "unknown_error");
  }

  /** 503. */
  public static Answer overloaded() {
    return answer(503, "Service is too busy. Please try again later.", "service_unavailable_error");
  }

  private static Answer answer(int status, String message, String type) {
    return OpenAi.answer(status, message, type, null, "invalid_request_error");
  }
}
