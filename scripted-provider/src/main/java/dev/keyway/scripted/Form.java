package dev.keyway.scripted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form with files (RFC 7578), read as the JSON that would say the same: a text field is a text, a
 * file is {@code {"filename", "bytes", "text"}}, where the text is what a model says of it; a field
 * that comes more than once is an array.
 */
final class Form {

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");

  private Form() {}

  static boolean isOne(Received request) {
    String type = request.header("content-type");
    return type != null && type.startsWith("multipart/form-data");
  }

  /** Its fields; those before it breaks off where it does. */
  static ObjectNode fields(Received request) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    Matcher boundary = BOUNDARY.matcher(String.valueOf(request.header("content-type")));
    if (boundary.find()) {
      String body = new String(request.body(), ISO_8859_1);
      for (String part : body.split(Pattern.quote("--" + boundary.group(1)), -1)) {
        add(fields, part);
      }
    }
    return fields;
  }

  private static void add(ObjectNode fields, String part) {
    int headEnd = part.indexOf("\r\n\r\n");
    String name = headEnd < 0 ? null : parameter(NAME, part.substring(0, headEnd));
    if (name != null && part.endsWith("\r\n")) {
      String file = parameter(FILE_NAME, part.substring(0, headEnd));
      String content = part.substring(headEnd + 4, part.length() - 2);
      put(fields, name, file == null ? text(content) : file(file, content.length()));
    }
  }

  private static void put(ObjectNode fields, String name, JsonNode value) {
    JsonNode before = fields.get(name);
    if (before == null) {
      fields.set(name, value);
    } else if (before.isArray()) {
      fields.withArray("/" + name).add(value);
    } else {
      fields.putArray(name).add(before).add(value);
    }
  }

  private static JsonNode text(String latin) {
    return TextNode.valueOf(new String(latin.getBytes(ISO_8859_1), UTF_8));
  }

  private static JsonNode file(String name, int bytes) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("filename", name)
        .put("bytes", bytes)
        .put("text", name + ", " + bytes + " bytes");
  }

  private static @Nullable String parameter(Pattern pattern, String head) {
    Matcher found = pattern.matcher(head);
    return found.find() ? found.group(1) : null;
  }
}
