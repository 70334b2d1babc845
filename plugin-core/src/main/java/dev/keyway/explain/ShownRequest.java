package dev.keyway.explain;

import java.util.List;

/**
 * A request to a provider, fit to be shown: every credential in it is masked.
 *
 * @param method the HTTP method
 * @param url the whole URL
 * @param headers all headers in order, names in lower case; without {@code host} and those that
 *     frame the body
 * @param body the body as text
 * @param strippedParams body fields that were left out for this model
 * @param addedParams body fields that ask for what the policy needs to know
 */
public record ShownRequest(
    String method,
    String url,
    List<Field> headers,
    String body,
    List<String> strippedParams,
    List<String> addedParams) {

  public ShownRequest {
    headers = List.copyOf(headers);
    strippedParams = List.copyOf(strippedParams);
    addedParams = List.copyOf(addedParams);
  }

  /** The same with these body fields added. */
  ShownRequest adding(List<String> params) {
    return new ShownRequest(method, url, headers, body, strippedParams, params);
  }

  /** One header field. */
  public record Field(String name, String value) {}
}
