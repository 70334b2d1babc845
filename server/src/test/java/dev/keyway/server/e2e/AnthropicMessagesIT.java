package dev.keyway.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.DocumentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What conversations need of Anthropic's library for Java. */
@ClientLibrary(name = "Anthropic Java", of = AnthropicClient.class)
class AnthropicMessagesIT {

  /** What the library makes a schema of. */
  static final class Weather {
    public String city = "";
    public int degrees;
  }

  private final ClientStage stage;
  private final AnthropicClient client;
  private final String model = Sdk.freshModel();

  AnthropicMessagesIT(ClientStage stage) {
    this.stage = stage;
    this.client = Sdk.anthropic(stage);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  @Shows(surface = "messages", what = "tools: call and result")
  void aTool_isCalled_andItsResultTaken() {
    Message asked = client.messages().create(message().addTool(tool()).build());
    ToolUseBlock call = asked.content().getFirst().asToolUse();
    assertThat(asked.stopReason()).contains(StopReason.TOOL_USE);
    assertThat(call._input()).isEqualTo(JsonValue.from(Map.of("city", "text", "days", 1)));

    ToolResultBlockParam result =
        ToolResultBlockParam.builder().toolUseId(call.id()).content("12 degrees").build();
    MessageCreateParams told =
        message()
            .addTool(tool())
            .addMessage(asked)
            .addUserMessageOfContentBlockParams(List.of(ContentBlockParam.ofToolResult(result)))
            .build();
    assertThat(said(client.messages().create(told))).endsWith("12 degrees");
  }

  @Test
  @Shows(surface = "messages", what = "tools: call and result", stream = true)
  void aToolCall_comesInPieces() {
    MessageAccumulator gathered = MessageAccumulator.create();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(message().addTool(tool()).build())) {
      stream.stream().forEach(gathered::accumulate);
    }
    assertThat(gathered.message().content().getFirst().asToolUse()._input())
        .isEqualTo(JsonValue.from(Map.of("city", "text", "days", 1)));
  }

  @Test
  @Shows(surface = "messages", what = "structured output")
  void anAnswer_isParsed() {
    Weather weather =
        client
            .messages()
            .create(message().outputConfig(Weather.class).build())
            .content()
            .getFirst()
            .asText()
            .text();
    assertThat(weather.city).isEqualTo("text");
    assertThat(weather.degrees).isEqualTo(1);
  }

  @Test
  @Shows(surface = "messages", what = "image and PDF in a message")
  void partsOfAMessage_arriveUnchanged() {
    Base64ImageSource image =
        Base64ImageSource.builder()
            .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
            .data(Sdk.base64(Sdk.PNG))
            .build();
    DocumentBlockParam document =
        DocumentBlockParam.builder().base64Source(Sdk.base64(Sdk.PDF)).build();
    MessageCreateParams params =
        MessageCreateParams.builder()
            .model("anthropic:" + model)
            .maxTokens(64)
            .addUserMessageOfContentBlockParams(
                List.of(
                    ContentBlockParam.ofImage(image),
                    ContentBlockParam.ofDocument(document),
                    ContentBlockParam.ofText("What is this?")))
            .build();
    assertThat(said(client.messages().create(params))).endsWith("What is this?");
    assertThat(Sdk.received(stage.anthropic(), model).text())
        .contains(Sdk.base64(Sdk.PNG), Sdk.base64(Sdk.PDF), "application/pdf");
  }

  @Test
  @Shows(surface = "count-tokens")
  void tokens_areCounted() {
    MessageCountTokensParams params =
        MessageCountTokensParams.builder()
            .model("anthropic:" + model)
            .addUserMessage("Say hello")
            .build();
    assertThat(client.messages().countTokens(params).inputTokens()).isPositive();
  }

  private MessageCreateParams.Builder message() {
    return MessageCreateParams.builder()
        .model("anthropic:" + model)
        .maxTokens(64)
        .addUserMessage("What will it be like?");
  }

  private static Tool tool() {
    JsonValue properties =
        JsonValue.from(Map.of("city", Map.of("type", "string"), "days", Map.of("type", "integer")));
    return Tool.builder()
        .name("weather")
        .inputSchema(
            Tool.InputSchema.builder().putAdditionalProperty("properties", properties).build())
        .build();
  }

  private static String said(Message message) {
    return message.content().getFirst().asText().text();
  }
}
