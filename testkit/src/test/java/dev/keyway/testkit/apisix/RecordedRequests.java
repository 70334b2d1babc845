package dev.keyway.testkit.apisix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyway.http.Headers;
import dev.keyway.testkit.recorded.ClientSent;
import dev.keyway.testkit.recorded.Recording;
import dev.keyway.testkit.recorded.Saw;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/** The requests that clients sent while a recording was made, and what APISIX knew of them. */
record RecordedRequests(Recording recording) {

  /** Variables that are neither nginx's nor in the request. */
  private static final List<String> APISIXS =
      List.of("consumer_name", "route_id", "route_name", "service_id", "request_id");

  /** The request of this number, from 0, as it comes to a plugin. */
  ApisixRequest get(int number) {
    JsonNode outcome = recording.requests().get(number);
    String sent = outcome.path("client_sent").asText();
    ClientSent whole = ClientSent.parse(sent.isEmpty() ? sentAtOnce(number) : sent);
    boolean isCut = !sent.isEmpty() && !sent.contains("\r\n\r\n");
    Headers headers = isCut ? asUpstreamSaw(outcome) : whole.headers();
    ApisixRequest request =
        new ApisixRequest(whole.method(), whole.target(), headers, client()).body(whole.body());
    Map<String, String> variables = ApisixRecordings.variables(recording);
    variables.keySet().retainAll(APISIXS);
    variables.forEach(request::variable);
    return request;
  }

  /** Of requests at once it is told only what upstream saw. */
  private static String sentAtOnce(int number) {
    return "GET /v1/chat?x=1 HTTP/1.1\r\nHost: api.example.com\r\nX-N: %d\r\nConnection: close"
        .formatted(number + 1);
  }

  private static Headers asUpstreamSaw(JsonNode outcome) {
    return Saw.headers(outcome.at("/upstream_saw/0")).toBuilder()
        .add("Connection", "close")
        .build();
  }

  private InetAddress client() {
    try {
      boolean six = recording.scenario().equals("call-ipv6");
      return InetAddress.getByName(six ? "::1" : "127.0.0.1");
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
