package dev.keyway.kong;

import dev.keyway.kong.pdk.Authenticated;
import dev.keyway.kong.pdk.Client;
import dev.keyway.kong.pdk.Consumer;
import dev.keyway.kong.pdk.Kong;
import dev.keyway.kong.pdk.Log;
import dev.keyway.kong.pdk.Nginx;
import dev.keyway.kong.pdk.Request;
import dev.keyway.kong.pdk.Response;
import dev.keyway.kong.pdk.Router;
import dev.keyway.kong.pdk.Service;
import dev.keyway.kong.pdk.ServiceRequest;
import dev.keyway.kong.pdk.Shared;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One request in Kong, which answers what it is told to answer and notes what it was asked. */
final class ScriptedKong implements Kong {

  /** Calls in order, by Kong's names. */
  final List<String> calls = new ArrayList<>();

  /** What {@code set_headers} set. */
  final Map<String, List<String>> headers = new HashMap<>();

  Consumer consumer;
  String credential = "c-1";
  Object token;
  String path = "/v1/chat/completions";
  Exit exit;

  /** What {@code response.exit} was given. */
  record Exit(int status, String body, Map<String, List<String>> headers) {}

  @Override
  public Client client() {
    return answering(
        Client.class,
        Map.of(
            "authenticated",
                () -> consumer == null ? null : new Authenticated(consumer, credential),
            "forwardedIp", () -> "192.0.2.7"));
  }

  @Override
  public Request request() {
    return answering(
        Request.class, Map.of("path", () -> path, "method", () -> "POST", "header", () -> null));
  }

  @Override
  public Shared shared() {
    return answering(Shared.class, Map.of("get", () -> token));
  }

  @Override
  public Service service() {
    ServiceRequest request =
        proxy(
            ServiceRequest.class,
            (self, method, arguments) -> {
              calls.add("set_headers");
              @SuppressWarnings("unchecked")
              Map<String, List<String>> set = (Map<String, List<String>>) arguments[0];
              headers.putAll(set);
              return null;
            });
    return answering(Service.class, Map.of("request", () -> request));
  }

  @Override
  public Response response() {
    return (status, body, headers) -> {
      calls.add("exit");
      exit = new Exit(status, new String(body, java.nio.charset.StandardCharsets.UTF_8), headers);
    };
  }

  @Override
  public Router router() {
    throw new AssertionError("nobody asks the router");
  }

  @Override
  public Log log() {
    throw new AssertionError("nothing is logged in Kong");
  }

  @Override
  public Nginx nginx() {
    throw new AssertionError("nobody asks nginx");
  }

  private interface Answer {
    Object give();
  }

  private <T> T answering(Class<T> type, Map<String, Answer> answers) {
    return proxy(
        type,
        (self, method, arguments) -> {
          if (!method.getName().equals("request")) {
            calls.add(method.getName());
          }
          return answers.get(method.getName()).give();
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
