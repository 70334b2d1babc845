package dev.keyway.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyway.request.AiRequest.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Reads the texts that a request gives a model to read: messages with their roles, names and tool
 * calls, the system prompt, tools, and the schema of the answer; texts to embed, to judge, to speak
 * or to draw. Images, sounds and files are left out, as are the model's earlier thoughts, which
 * providers drop.
 *
 * <p>Tools and schemas are given as JSON without white space: providers put them into the prompt in
 * forms of their own, of which none is published.
 */
public final class PromptReader {

  /**
   * The members that are read. Each must stand once in a body: of two, what is counted here could
   * be the short one, and what a provider reads the long one.
   */
  static final Set<String> MEMBERS =
      Set.of(
          "messages",
          "system",
          "instructions",
          "input",
          "prompt",
          "suffix",
          "query",
          "documents",
          "tools",
          "functions",
          "prediction",
          "response_format",
          "text",
          "output_config",
          "output_format");

  private final AiRequest request;
  private final PromptVisitor visitor;
  private final JsonChars chars;

  private PromptReader(AiRequest request, PromptVisitor visitor) {
    this.request = request;
    this.visitor = visitor;
    this.chars = new JsonChars(request.body(), new TextRuns(visitor));
  }

  /** Shows the visitor the prompt, or as much of it as it wants. */
  public static void read(AiRequest request, PromptVisitor visitor) {
    if (request.layout() instanceof BodyLayout.Form) {
      FormPrompt.read(request, visitor);
      return;
    }
    PromptReader reader = new PromptReader(request, visitor);
    try {
      reader.read();
    } catch (IOException e) {
      throw new UncheckedIOException("the body was read before", e);
    }
  }

  private void read() throws IOException {
    switch (request.surface()) {
      case CHAT_COMPLETIONS -> {
        visitor.answer();
        member("messages", Value::messages);
        member("tools", Value::json);
        member("functions", Value::json);
        member("response_format", Value::schema);
        member("prediction", Value::content);
        // Some model servers put these into the prompt.
        member("documents", Value::json);
      }
      case MESSAGES, COUNT_TOKENS -> {
        visitor.answer();
        member("system", Value::content);
        member("messages", Value::messages);
        member("tools", Value::json);
        member("output_config", Value::answerFormat);
        member("output_format", Value::json);
      }
      case RESPONSES -> {
        visitor.answer();
        member("instructions", Value::content);
        member("input", Value::items);
        member("tools", Value::json);
        member("text", Value::answerFormat);
        // The variables of a prompt that the provider keeps.
        member("prompt", Value::json);
      }
      case COMPLETIONS -> {
        member("prompt", Value::texts);
        member("suffix", Value::texts);
      }
      case EMBEDDINGS -> {
        member("input", Value::texts);
        // vLLM embeds conversations too.
        member("messages", Value::messages);
      }
      case MODERATIONS -> member("input", Value::texts);
      case AUDIO_SPEECH -> {
        member("input", Value::texts);
        member("instructions", Value::texts);
      }
      case RERANK -> {
        member("query", Value::texts);
        member("documents", Value::texts);
      }
      case IMAGE_GENERATIONS,
          IMAGE_EDITS,
          IMAGE_VARIATIONS,
          AUDIO_TRANSCRIPTIONS,
          AUDIO_TRANSLATIONS ->
          member("prompt", Value::texts);
    }
  }

  private void member(String name, Reading reading) throws IOException {
    if (!MEMBERS.contains(name)) {
      throw new AssertionError(name);
    }
    Member member = request.member(name);
    if (member == null || visitor.enough()) {
      return;
    }
    try (JsonParser json =
        RequestJson.FACTORY.createParser(
            request.body(), member.valueStart(), member.end() - member.valueStart())) {
      json.nextToken();
      reading.of(new Value(json, member.valueStart()));
    }
  }

  private interface Reading {
    void of(Value value) throws IOException;
  }

  private interface Field {
    void named(String name) throws IOException;
  }

  private interface Element {
    void next() throws IOException;
  }

  /**
   * The value a tokenizer stands at. Each method leaves it at the value's last token, whatever type
   * that has: what a provider would refuse is not refused here.
   */
  private final class Value {

    private final JsonParser json;
    private final int start;

    private Value(JsonParser json, int start) {
      this.json = json;
      this.start = start;
    }

    private void messages() throws IOException {
      elements(this::message);
    }

    private void message() throws IOException {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        visitor.message();
      }
      fields(name -> {
        switch (name) {
          case "role", "refusal" -> text();
          case "name" -> {
            visitor.name();
            text();
          }
          case "content" -> content();
          case "tool_calls" -> elements(this::toolCall);
          case "function_call" -> call();
          default -> json.skipChildren();
        }
      });
    }

    /** What the Responses API takes as input: a text, or messages, calls and their results. */
    private void items() throws IOException {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        visitor.message();
        text();
      } else {
        elements(this::item);
      }
    }

    private void item() throws IOException {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        visitor.message();
      }
      fields(name -> {
        switch (name) {
          case "role", "name", "arguments", "input" -> text();
          case "content", "output" -> content();
          case "type", "id", "call_id", "status", "summary", "encrypted_content", "result" ->
              json.skipChildren();
          // Code, patches, searches and what came of them: new kinds of items appear all the time.
          default -> json();
        }
      });
    }

    /** A text, a list of texts or of objects that hold one, or tokens by their numbers. */
    private void texts() throws IOException {
      switch (json.currentToken()) {
        case START_ARRAY -> elements(this::texts);
        case START_OBJECT -> part();
        case VALUE_NUMBER_INT -> visitor.tokens(1);
        default -> text();
      }
    }

    /** A text, one part, or a list of parts. */
    private void content() throws IOException {
      switch (json.currentToken()) {
        case START_ARRAY -> elements(this::content);
        case START_OBJECT -> part();
        default -> text();
      }
    }

    /**
     * A part of either format. What is not named here is no text: a type, an id, an image, a
     * signature, a thought.
     */
    private void part() throws IOException {
      fields(name -> {
        switch (name) {
          case "text", "refusal", "title", "context", "name", "stdout", "stderr" -> text();
          case "input" -> json();
          case "content" -> content();
          case "source" -> source();
          default -> json.skipChildren();
        }
      });
    }

    /** Where a document's text may stand. What it is may be said after it. */
    private void source() throws IOException {
      int[] data = {-1};
      boolean[] isText = {false};
      fields(name -> {
        switch (name) {
          case "type" -> {
            isText[0] =
                json.currentToken() == JsonToken.VALUE_STRING && json.getText().equals("text");
            json.skipChildren();
          }
          case "data" -> {
            data[0] = json.currentToken() == JsonToken.VALUE_STRING ? offset() : -1;
            json.skipChildren();
          }
          case "content" -> content();
          default -> json.skipChildren();
        }
      });
      if (isText[0] && data[0] >= 0) {
        chars.text(data[0]);
      }
    }

    private void toolCall() throws IOException {
      fields(name -> {
        switch (name) {
          case "function", "custom" -> call();
          default -> json.skipChildren();
        }
      });
    }

    private void call() throws IOException {
      fields(name -> {
        switch (name) {
          case "name", "arguments", "input" -> text();
          default -> json.skipChildren();
        }
      });
    }

    private void answerFormat() throws IOException {
      fields(name -> {
        if (name.equals("format")) {
          json();
        } else {
          json.skipChildren();
        }
      });
    }

    private void schema() throws IOException {
      fields(name -> {
        if (name.equals("json_schema")) {
          json();
        } else {
          json.skipChildren();
        }
      });
    }

    private void json() throws IOException {
      if (json.currentToken().isStructStart()) {
        int from = offset();
        json.skipChildren();
        chars.json(from, offset() + 1);
      } else {
        text();
      }
    }

    private void text() throws IOException {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        chars.text(offset());
      } else {
        json.skipChildren();
      }
    }

    private void elements(Element element) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        json.skipChildren();
        return;
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (visitor.enough()) {
          json.skipChildren();
        } else {
          element.next();
        }
      }
    }

    private void fields(Field field) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        field.named(name);
      }
    }

    private int offset() {
      return start + (int) json.currentTokenLocation().getByteOffset();
    }
  }
}
