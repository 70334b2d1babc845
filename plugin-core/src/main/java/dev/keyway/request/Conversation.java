package dev.keyway.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyway.request.AiRequest.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hashes what opens a conversation: the system prompt and the first user message, of messages and
 * of what the Responses API takes as input. Only their texts count, not how they are wrapped:
 * clients move {@code cache_control} marks from turn to turn, and write the same text now as a
 * string, now as a list of one block.
 */
final class Conversation {

  private static final int HASH_BYTES = 16;

  private final MessageDigest digest = sha256();
  private boolean anything;

  private Conversation() {}

  static @Nullable String of(AiRequest request) {
    if (request.layout() instanceof BodyLayout.Form) {
      return null;
    }
    Conversation conversation = new Conversation();
    try {
      conversation.addSystem(request, "system");
      conversation.addMessages(request, "messages");
      if (request.surface() == Surface.RESPONSES) {
        conversation.addSystem(request, "instructions");
        conversation.addMessages(request, "input");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the body was read before", e);
    }
    return conversation.anything ? conversation.hash() : null;
  }

  private void addSystem(AiRequest request, String name) throws IOException {
    Member system = request.member(name);
    if (system != null) {
      try (JsonParser json = parser(request, system)) {
        json.nextToken();
        add("system", texts(json));
      }
    }
  }

  private void addMessages(AiRequest request, String name) throws IOException {
    Member messages = request.member(name);
    if (messages == null) {
      return;
    }
    try (JsonParser json = parser(request, messages)) {
      boolean more = json.nextToken() == JsonToken.START_ARRAY;
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        add("user", texts(json));
      }
      while (more && json.nextToken() != JsonToken.END_ARRAY) {
        more = !isFirstUserMessage(json);
      }
    }
  }

  /**
   * Adds the message the tokenizer stands at, if it is one that counts, and says whether it was the
   * last.
   */
  private boolean isFirstUserMessage(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return false;
    }
    String role = "";
    List<String> content = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "role" -> role = json.getValueAsString("");
        case "content" -> content = texts(json);
        default -> {}
      }
      json.skipChildren();
    }
    switch (role) {
      case "system", "developer" -> add("system", content);
      case "user" -> add("user", content);
      default -> {}
    }
    return role.equals("user");
  }

  private void add(String role, List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    anything = true;
    update(role);
    texts.forEach(this::update);
  }

  private void update(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private String hash() {
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  private static JsonParser parser(AiRequest request, Member member) throws IOException {
    return RequestJson.FACTORY.createParser(
        request.body(), member.valueStart(), member.end() - member.valueStart());
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    collect(json, texts);
    return texts;
  }

  /**
   * Leaves the tokenizer at the value's last token. Recursion is bounded by the depth of a body.
   */
  private static void collect(JsonParser json, List<String> texts) throws IOException {
    switch (json.currentToken()) {
      case VALUE_STRING -> texts.add(json.getText());
      case START_ARRAY -> {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          collect(json, texts);
        }
      }
      case START_OBJECT -> {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          if (name.equals("type") || name.equals("cache_control")) {
            json.skipChildren();
          } else {
            collect(json, texts);
          }
        }
      }
      default -> {}
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
