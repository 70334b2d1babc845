package dev.keyway.token;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Locale;

/** Into which tokens a model takes text apart. Known of OpenAI's models, which publish it. */
enum Vocabulary {
  O200K_BASE(EncodingType.O200K_BASE),
  CL100K_BASE(EncodingType.CL100K_BASE);

  /**
   * How the names of models begin that use the older one (tiktoken, model.py, November 2026); what
   * begins with one of {@link #NEWER} does not.
   */
  private static final List<String> OLDER =
      List.of("gpt-4", "gpt-3.5", "gpt-35", "text-embedding-");

  private static final List<String> NEWER = List.of("gpt-4o", "gpt-4.1", "gpt-4.5");

  private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

  private final EncodingType type;

  Vocabulary(EncodingType type) {
    this.type = type;
  }

  /**
   * That of the model, by its id with or without its maker before a slash. For all other makers'
   * models it is the newer one, which makes the count an estimate.
   */
  static Vocabulary of(String modelId) {
    String name = modelId.substring(modelId.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    boolean older = begins(name, OLDER) && !begins(name, NEWER);
    return older ? CL100K_BASE : O200K_BASE;
  }

  private static boolean begins(String name, List<String> beginnings) {
    return beginnings.stream().anyMatch(name::startsWith);
  }

  /** The tokens of a text. Names of special tokens in it are text like any other. */
  int count(String text) {
    return REGISTRY.getEncoding(type).countTokensOrdinary(text);
  }
}
