package dev.keyway.apisix.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.keyway.access.SignedContext;
import dev.keyway.http.Answer;
import io.github.api7.A6.HTTPReqCall.Action;
import io.github.api7.A6.HTTPReqCall.Resp;
import org.apache.apisix.plugin.runner.HttpResponse;

/**
 * What APISIX's runner will say to APISIX. It is of one kind: a header of the request that is set
 * makes the request go on, whatever was said before; anything of an answer ends it.
 */
record RunnerResponse(HttpResponse response) {

  private static final int INTERNAL_SERVER_ERROR = 500;

  private static final String FAILED =
      "{\"error\":{\"message\":\"Keyway failed; the log of APISIX's runner says where.\","
          + "\"type\":\"api_error\",\"code\":\"internal\"}}";

  /**
   * Whether a filter before this one has ended the request, which nothing but the message itself
   * tells. A header set now would let it pass.
   */
  boolean ends() {
    return Resp.getRootAsResp(response.encode()).actionType() == Action.Stop;
  }

  /** It goes on to the relay. */
  void forward(String token) {
    response.setReqHeader(SignedContext.HEADER, token);
  }

  /** It ends with this answer. */
  void end(Answer answer) {
    unsign();
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setBody(new String(answer.body(), UTF_8));
  }

  /** It ends, since something is wrong here. */
  void fail() {
    unsign();
    response.setStatusCode(INTERNAL_SERVER_ERROR);
    response.setHeader("content-type", "application/json");
    response.setBody(FAILED);
  }

  /** A filter behind this one may let the request pass all the same: not with a signature. */
  private void unsign() {
    response.setReqHeader(SignedContext.HEADER, null);
  }
}
