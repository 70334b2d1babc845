package dev.keyway.request;

/** Takes the parts of a prompt in their order, until it has enough. */
public interface PromptVisitor {

  /** The model is to answer with a message of its own. */
  void answer();

  /** A message begins. */
  void message();

  /** The message says its author's name beside the role. */
  void name();

  /**
   * A text, unescaped. One that is longer than {@value TextRuns#LONGEST} characters comes in
   * several runs, cut where no tokenizer of OpenAI's puts a token over the cut, if there is such a
   * place.
   */
  void text(String run);

  /** So many tokens that the client has counted out itself: it sent their numbers. */
  void tokens(int count);

  /** Whether it needs no more. */
  boolean enough();
}
