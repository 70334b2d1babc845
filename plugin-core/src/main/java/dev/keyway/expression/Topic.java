package dev.keyway.expression;

import java.util.List;
import java.util.stream.Stream;

/**
 * What functions of plain values are about: one table each.
 *
 * @param title for the documentation
 * @param functions its table, the one place where such a function is added
 */
record Topic(String title, List<ValueFunction> functions) {

  /** All of them, in the order of the documentation. */
  static final List<Topic> ALL =
      List.of(
          new Topic("Texts", StringFunctions.TABLE),
          new Topic("Base64", EncodingFunctions.TABLE),
          new Topic("Hashes", HashFunctions.TABLE),
          new Topic("JSON", JsonFunctions.TABLE),
          new Topic("URLs and query strings", UrlFunctions.TABLE),
          new Topic("Addresses", AddressFunctions.TABLE),
          new Topic("Lists", SequenceFunctions.TABLE),
          new Topic("Chance", ChanceFunctions.TABLE));

  static Stream<ValueFunction> all() {
    return ALL.stream().flatMap(topic -> topic.functions().stream());
  }
}
