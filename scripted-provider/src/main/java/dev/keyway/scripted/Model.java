package dev.keyway.scripted;

import static dev.keyway.scripted.Json.object;

import dev.keyway.scripted.Content.Call;
import dev.keyway.scripted.Content.Echo;
import dev.keyway.scripted.Content.Literal;
import dev.keyway.scripted.Content.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an answer says into a response to one request.
 *
 * @param provider the name the echo gives
 */
record Model(String provider) {

  private static final List<String> SERVED = List.of("small-model", "large-model");

  Rendered render(Answer answer, Received request) {
    Rendered rendered =
        switch (answer.content()) {
          case Echo echo -> echo(request);
          case Text text -> say(request, prompt(request), text.deltas(), text.usage(), null);
          case Call call ->
              say(
                  request,
                  prompt(request),
                  List.of(),
                  null,
                  new ToolCall(call.name(), call.arguments()));
          case Literal literal -> Rendered.of(literal);
        };
    return rendered
        .withHeaders(List.of(new Header(requestIdName(request), "req_" + request.number())))
        .withHeaders(answer.headers());
  }

  /** What OpenAI and Anthropic call the field (their API references, "Debugging", "Errors"). */
  private static String requestIdName(Received request) {
    return speaksAnthropic(request) ? "request-id" : "x-request-id";
  }

  private static boolean speaksAnthropic(Received request) {
    return request.path().contains("/messages");
  }

  private Rendered echo(Received request) {
    if (request.method().equals("GET")) {
      return request.path().endsWith("/models") ? models() : unknown(request);
    }
    Optional<Prompt> prompt = Prompt.of(request);
    if (prompt.isEmpty() && isJson(request)) {
      return literal(speaksAnthropic(request) ? Anthropic.notJson() : OpenAi.notJson());
    }
    return echo(request, prompt.orElse(Prompt.NONE));
  }

  private Rendered echo(Received request, Prompt prompt) {
    if (Endpoint.of(request.path()).converses()) {
      ToolCall call = ToolCall.wanted(prompt);
      List<String> json = SchemaExample.wanted(prompt).map(Model::halves).orElse(List.of());
      if (call != null || !json.isEmpty()) {
        return say(request, prompt, call == null ? json : List.of(), null, call);
      }
    }
    return say(request, prompt, echoed(prompt), null, null);
  }

  /** A text as a stream has it. */
  static List<String> halves(String text) {
    int half = text.length() / 2;
    return List.of(text.substring(0, half), text.substring(half));
  }

  private static boolean isJson(Received request) {
    String type = request.header("content-type");
    return type == null || type.startsWith("application/json");
  }

  private List<String> echoed(Prompt prompt) {
    String model = prompt.model().isEmpty() ? "no model" : prompt.model();
    return List.of("This is " + provider, " with " + model + ".", " You said: ", prompt.lastText());
  }

  private static Prompt prompt(Received request) {
    return Prompt.of(request).orElse(Prompt.NONE);
  }

  private static Rendered say(
      Received request,
      Prompt prompt,
      List<String> deltas,
      @Nullable Usage scripted,
      @Nullable ToolCall call) {
    Usage usage =
        scripted != null ? scripted : Usage.counted(prompt.inputText(), String.join("", deltas));
    return Endpoint.of(request.path())
        .say(new Speech(request.number(), prompt, deltas, usage, call));
  }

  private Rendered models() {
    List<Map<String, @Nullable Object>> models =
        SERVED.stream()
            .map(id ->
                object(
                    "id", id, "object", "model", "created", Speech.CREATED, "owned_by", provider))
            .toList();
    return Rendered.json(200, object("object", "list", "data", models));
  }

  private static Rendered unknown(Received request) {
    return literal(OpenAi.unknownUrl(request.method(), request.path()));
  }

  private static Rendered literal(Answer error) {
    return Rendered.of((Literal) error.content());
  }
}
