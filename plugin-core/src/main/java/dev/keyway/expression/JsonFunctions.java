package dev.keyway.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.STRING;

import java.util.List;

/** JSON, written and read. */
final class JsonFunctions {

  private static final Parameter TEXT = Parameter.text("text");
  private static final Parameter VALUE = Parameter.collection("value");

  private static final ValueFunction.Body READ =
      (args, run) -> Json.read((String) args[0], run.meter());
  private static final ValueFunction.Body WRITE = (args, run) -> JsonText.of(args[0], run.meter());

  private static final String READS =
      "the map, list or value that it says; a failure when it is no JSON. A field that is not there"
          + " is null";
  private static final String WRITES = "it as JSON, the keys of maps in alphabetical order";

  static final List<ValueFunction> TABLE =
      List.of(
          new ValueFunction(
              "json.encode",
              null,
              List.of(VALUE),
              STRING,
              WRITE,
              new Manual("", WRITES, "json.encode(['a', 1, true])", "'[\"a\",1,true]'")),
          new ValueFunction(
              "json.decode",
              null,
              List.of(TEXT),
              DYN,
              READ,
              new Manual("", READS, "json.decode('{\"a\": [\"b\"]}').a[0]", "'b'")),
          new ValueFunction(
              "encodeJson",
              VALUE,
              List.of(),
              STRING,
              WRITE,
              new Manual(
                  "a list, a map",
                  WRITES,
                  "{'c': 'd', 'a': 'b'}.encodeJson()",
                  "'{\"a\":\"b\",\"c\":\"d\"}'")),
          new ValueFunction(
              "decodeJson",
              TEXT,
              List.of(),
              DYN,
              READ,
              new Manual("a text", READS, "'[\"a\", \"b\"]'.decodeJson()[1]", "'b'")),
          new ValueFunction(
              "isJson",
              TEXT,
              List.of(),
              BOOL,
              (args, run) -> Json.isValid((String) args[0], run.meter()),
              new Manual("a text", "whether it is JSON", "'not json'.isJson()", "false")));

  private JsonFunctions() {}
}
