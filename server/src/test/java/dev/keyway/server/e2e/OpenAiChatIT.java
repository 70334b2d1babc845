package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartInputAudio;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Gate;
import dev.keyway.scripted.Point;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What conversations need of OpenAI's library for Java. */
@ClientLibrary(name = "OpenAI Java", of = OpenAIClient.class)
class OpenAiChatIT {

  private static final String CITY_AND_DAYS = "{\"city\":\"text\",\"days\":1}";
  private static final Map<String, Object> WEATHER =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("city", Map.of("type", "string"), "days", Map.of("type", "integer")));

  /** What the library makes a schema of. */
  static final class Weather {
    public String city = "";
    public int degrees;
  }

  private final ClientStage stage;
  private final OpenAIClient client;
  private final String model = Sdk.freshModel();

  OpenAiChatIT(ClientStage stage) {
    this.stage = stage;
    this.client = Sdk.openAi(stage);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  @Shows(surface = "chat-completions", what = "tools: call and result")
  void aTool_isCalled_andItsResultTaken() {
    ChatCompletionCreateParams.Builder params = chat().addFunctionTool(chatTool());
    ChatCompletion.Choice choice =
        client.chat().completions().create(params.build()).choices().getFirst();
    ChatCompletionMessageFunctionToolCall call = calls(choice).getFirst().asFunction();
    assertThat(call.function().name()).isEqualTo("weather");
    assertThat(Sdk.json(call.function().arguments())).isEqualTo(Sdk.json(CITY_AND_DAYS));

    ChatCompletionToolMessageParam result =
        ChatCompletionToolMessageParam.builder()
            .toolCallId(call.id())
            .content("12 degrees")
            .build();
    params.addMessage(choice.message()).addMessage(result);
    assertThat(text(client.chat().completions().create(params.build()))).endsWith("12 degrees");
  }

  @Test
  @Shows(surface = "chat-completions", what = "tools: call and result", stream = true)
  void aToolCall_comesInPieces() {
    ChatCompletionAccumulator gathered = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chat().addFunctionTool(chatTool()).build())) {
      stream.stream().forEach(gathered::accumulate);
    }
    ChatCompletionMessageToolCall call =
        calls(gathered.chatCompletion().choices().getFirst()).getFirst();
    assertThat(Sdk.json(call.asFunction().function().arguments()))
        .isEqualTo(Sdk.json(CITY_AND_DAYS));
  }

  @Test
  @Shows(surface = "chat-completions", what = "structured output")
  void anAnswer_isParsed() {
    Weather weather =
        client
            .chat()
            .completions()
            .create(chat().responseFormat(Weather.class).build())
            .choices()
            .getFirst()
            .message()
            .content()
            .orElseThrow();
    assertThat(weather.city).isEqualTo("text");
    assertThat(weather.degrees).isEqualTo(1);
  }

  @Test
  @Shows(surface = "chat-completions", what = "image, PDF and sound in a message")
  void partsOfAMessage_arriveUnchanged() {
    String image = Sdk.dataUrl("image/png", Sdk.PNG);
    String sound = Sdk.base64(Sdk.WAV);
    String document = Sdk.dataUrl("application/pdf", Sdk.PDF);
    ChatCompletionCreateParams params =
        ChatCompletionCreateParams.builder()
            .model("openai:" + model)
            .addUserMessageOfArrayOfContentParts(
                List.of(
                    ChatCompletionContentPart.ofText(
                        ChatCompletionContentPartText.builder().text("What is this?").build()),
                    ChatCompletionContentPart.ofImageUrl(
                        ChatCompletionContentPartImage.builder()
                            .imageUrl(
                                ChatCompletionContentPartImage.ImageUrl.builder()
                                    .url(image)
                                    .build())
                            .build()),
                    ChatCompletionContentPart.ofInputAudio(
                        ChatCompletionContentPartInputAudio.builder()
                            .inputAudio(
                                ChatCompletionContentPartInputAudio.InputAudio.builder()
                                    .data(sound)
                                    .format(
                                        ChatCompletionContentPartInputAudio.InputAudio.Format.WAV)
                                    .build())
                            .build()),
                    ChatCompletionContentPart.ofFile(
                        ChatCompletionContentPart.File.builder()
                            .file(
                                ChatCompletionContentPart.File.FileObject.builder()
                                    .filename("a.pdf")
                                    .fileData(document)
                                    .build())
                            .build())))
            .build();
    assertThat(text(client.chat().completions().create(params))).endsWith("What is this?");
    assertThat(Sdk.received(stage.openai(), model).text())
        .contains(image, document, sound, "\"a.pdf\"");
  }

  @Test
  @Shows(surface = "completions")
  void aCompletion_isUnderstood() {
    Completion completion = client.completions().create(completion());
    assertThat(completion.choices().getFirst().text()).endsWith("Once");
  }

  @Test
  @Shows(surface = "completions", stream = true)
  void aCompletionStream_isReadAsItComes() {
    Gate gate = new Gate();
    stage.openai().whenModel(model).answer(held(gate));
    try (StreamResponse<Completion> stream = client.completions().createStreaming(completion())) {
      Iterator<String> texts =
          stream.stream().map(part -> part.choices().getFirst().text()).iterator();
      assertThat(texts.next()).isEqualTo("first");
      gate.open();
      assertThat(texts.next()).isEqualTo("second");
    }
  }

  @Test
  @Shows(surface = "responses")
  void aResponse_isUnderstood() {
    stage.openai().whenModel(model).answer(Answer.ok("Hello"));
    Response response = client.responses().create(response().build());
    assertThat(said(response)).isEqualTo("Hello");
    assertThat(response.usage().orElseThrow().totalTokens()).isPositive();
  }

  @Test
  @Shows(surface = "responses", stream = true)
  void aResponseStream_isReadAsItComes() {
    Gate gate = new Gate();
    stage.openai().whenModel(model).answer(held(gate));
    ResponseAccumulator gathered = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(response().build())) {
      Iterator<String> texts =
          stream.stream()
              .map(gathered::accumulate)
              .map(ResponseStreamEvent::outputTextDelta)
              .flatMap(Optional::stream)
              .map(event -> event.delta())
              .iterator();
      assertThat(texts.next()).isEqualTo("first");
      gate.open();
      assertThat(texts.next()).isEqualTo("second");
      assertThat(texts).isExhausted();
    }
    assertThat(said(gathered.response())).isEqualTo("firstsecond");
  }

  @Test
  @Shows(surface = "responses", what = "tools: call and result")
  void aResponse_callsATool() {
    Response asked = client.responses().create(response().addTool(responsesTool()).build());
    ResponseFunctionToolCall call =
        asked.output().stream()
            .map(ResponseOutputItem::functionCall)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow();
    assertThat(Sdk.json(call.arguments())).isEqualTo(Sdk.json(CITY_AND_DAYS));

    ResponseInputItem.FunctionCallOutput result =
        ResponseInputItem.FunctionCallOutput.builder()
            .callId(call.callId())
            .output("12 degrees")
            .build();
    ResponseCreateParams told =
        response()
            .addTool(responsesTool())
            .inputOfResponse(
                List.of(
                    ResponseInputItem.ofFunctionCall(call),
                    ResponseInputItem.ofFunctionCallOutput(result)))
            .build();
    assertThat(said(client.responses().create(told))).contains("You said");
  }

  @Test
  @Shows(surface = "responses", what = "structured output")
  void aResponse_isParsed() {
    Weather weather =
        client.responses().create(response().text(Weather.class).build()).output().stream()
            .flatMap(item -> item.message().stream())
            .flatMap(message -> message.content().stream())
            .flatMap(content -> content.outputText().stream())
            .findFirst()
            .orElseThrow();
    assertThat(weather.city).isEqualTo("text");
  }

  private ChatCompletionCreateParams.Builder chat() {
    return ChatCompletionCreateParams.builder()
        .model("openai:" + model)
        .addUserMessage("What will it be like?");
  }

  private CompletionCreateParams completion() {
    return CompletionCreateParams.builder().model("openai:" + model).prompt("Once").build();
  }

  private ResponseCreateParams.Builder response() {
    return ResponseCreateParams.builder().model("openai:" + model).input("Say hello");
  }

  private static FunctionDefinition chatTool() {
    FunctionParameters.Builder parameters = FunctionParameters.builder();
    WEATHER.forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
    return FunctionDefinition.builder().name("weather").parameters(parameters.build()).build();
  }

  private static FunctionTool responsesTool() {
    FunctionTool.Parameters.Builder parameters = FunctionTool.Parameters.builder();
    WEATHER.forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
    return FunctionTool.builder()
        .name("weather")
        .parameters(parameters.build())
        .strict(false)
        .build();
  }

  private static Answer held(Gate gate) {
    return Answer.ok("first", "second").waitingAt(Point.afterContent(1), gate);
  }

  private static List<ChatCompletionMessageToolCall> calls(ChatCompletion.Choice choice) {
    return choice.message().toolCalls().orElseThrow();
  }

  private static String text(ChatCompletion completion) {
    return completion.choices().getFirst().message().content().orElseThrow();
  }

  private static String said(Response response) {
    StringBuilder said = new StringBuilder();
    response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(content -> content.outputText().stream())
        .forEach(text -> said.append(text.text()));
    return said.toString();
  }
}
