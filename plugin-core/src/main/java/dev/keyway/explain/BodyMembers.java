package dev.keyway.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** A body in lines, one a top-level member, so that a changed one is seen among many. */
final class BodyMembers {

  private static final JsonMapper JSON = new JsonMapper();

  private BodyMembers() {}

  static List<String> of(String body) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (!tree.isObject()) {
        return List.of(body);
      }
      List<String> members = new ArrayList<>();
      tree.fieldNames()
          .forEachRemaining(name -> members.add("\"" + name + "\": " + tree.get(name)));
      return members;
    } catch (JsonProcessingException none) {
      return List.of(body);
    }
  }
}
