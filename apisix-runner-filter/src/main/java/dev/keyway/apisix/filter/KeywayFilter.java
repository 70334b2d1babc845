package dev.keyway.apisix.filter;

import static java.util.Objects.requireNonNullElse;

import dev.keyway.Defect;
import dev.keyway.apisix.ApisixRequest;
import dev.keyway.apisix.Decision;
import dev.keyway.apisix.KeywayRoute;
import dev.keyway.http.Answer;
import java.util.List;
import org.apache.apisix.plugin.runner.A6Conf;
import org.apache.apisix.plugin.runner.A6ConfigWatcher;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.PostRequest;
import org.apache.apisix.plugin.runner.PostResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyway on a route of APISIX, in its {@code ext-plugin-post-req}, for teams that run APISIX's own
 * runner: who calls is signed into the one header that Keyway's relay believes, and the relay,
 * which is the route's upstream and another process, does the rest.
 *
 * <p>The runner calls filters on the threads that read its sockets, so nothing here waits: a
 * signature takes some microseconds, and files are read elsewhere. What goes wrong ends the request
 * with an answer, and the chain goes on in any case: from there the runner writes it, and without
 * it APISIX waits for a minute.
 */
public final class KeywayFilter implements PluginFilter, A6ConfigWatcher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KeywayFilter.class);

  private final Routes routes;
  private final Signing signing;

  KeywayFilter(Routes routes, Signing signing) {
    this.routes = routes;
    this.signing = signing;
  }

  /** Both what the runner calls the filter and what it calls who watches configurations. */
  @Override
  public String name() {
    return KeywayRoute.NAME;
  }

  @Override
  public List<String> requiredVars() {
    return ApisixRequest.VARIABLES;
  }

  /** A configuration that APISIX will ask about. */
  @Override
  public void watch(long confToken, A6Conf conf) {
    try {
      String value = conf.get(KeywayRoute.NAME);
      if (value != null) {
        for (String note : routes.of(value).notes(signing.now().serving())) {
          LOG.warn("a route's configuration of keyway: {}", note);
        }
      }
    } catch (RuntimeException | Error e) {
      // Its requests say so.
      LOG.error("a configuration of keyway could not be taken in: {}", Defect.place(e));
    }
  }

  @Override
  public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
    act(request, new RunnerResponse(response));
    chain.filter(request, response);
  }

  /** Here by mistake: there is nothing to do behind the answer, but nobody else goes on. */
  @Override
  public void postFilter(PostRequest request, PostResponse response, PluginFilterChain chain) {
    chain.postFilter(request, response);
  }

  private void act(HttpRequest request, RunnerResponse response) {
    try {
      if (response.ends()) {
        return;
      }
      switch (decide(request)) {
        case Decision.Forward(String token) -> response.forward(token);
        case Decision.Ended(Answer answer) -> response.end(answer);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("keyway failed: {}", Defect.place(e));
      response.fail();
    }
  }

  private Decision decide(HttpRequest request) {
    Signing.Now now = signing.now();
    KeywayRoute route =
        now.unfit() == null
            ? routes.of(requireNonNullElse(request.getConfig(this), ""))
            : KeywayRoute.wrong(now.unfit());
    return route.decide(new RunnerRequest(request), now.serving(), signing.clock().instant());
  }

  @Override
  public void close() {
    signing.close();
  }
}
