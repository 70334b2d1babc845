package dev.keyway.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Objects with odd white space, names and values, and edits of them, made from a seed. */
final class RandomJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("a", "b", "\\u0063", "d\\\"", "\u00e9", "\ud83d\ude00", "", "g,}");
  private static final List<String> VALUES =
      List.of(
          "1",
          "-0.5E+7",
          "true",
          "false",
          "null",
          "\"\"",
          "\"\\\"},\\\\\"",
          "\"\u00fc\ud83d\ude00\"",
          "[]",
          "{}",
          "[1,\"]\",{}]",
          "{\"a\" : {\"b\":[ ]} }");

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  String object() {
    List<String> members = new ArrayList<>();
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    for (String name : names.subList(0, random.nextInt(names.size() + 1))) {
      members.add(space() + '"' + name + '"' + space() + ':' + space() + value() + space());
    }
    String inside = members.isEmpty() ? space() : String.join(",", members);
    return space() + '{' + inside + '}' + space();
  }

  /** An edit, made to the tree as well. */
  BodyEdit edit(ObjectNode tree) throws JsonProcessingException {
    BodyEdit edit = new BodyEdit();
    for (String escaped : NAMES) {
      String name = JSON.readValue('"' + escaped + '"', String.class);
      switch (random.nextInt(4)) {
        case 0 -> {
          edit.remove(name);
          tree.remove(name);
        }
        case 1 -> {
          String value = value();
          edit.set(name, value.getBytes(StandardCharsets.UTF_8));
          tree.set(name, JSON.readTree(value));
        }
        default -> {}
      }
    }
    return edit;
  }

  private String value() {
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  private String space() {
    Supplier<String> one = () -> List.of(" ", "\n", "\r\n", "\t").get(random.nextInt(4));
    return random.nextInt(3) > 0 ? "" : one.get() + one.get();
  }
}
