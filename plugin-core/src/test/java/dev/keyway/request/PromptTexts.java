package dev.keyway.request;

import java.util.ArrayList;
import java.util.List;

/** The texts of a prompt. */
final class PromptTexts implements PromptVisitor {

  private final List<String> texts = new ArrayList<>();

  private PromptTexts() {}

  static List<String> of(AiRequest request) {
    PromptTexts texts = new PromptTexts();
    PromptReader.read(request, texts);
    return texts.texts;
  }

  @Override
  public void answer() {}

  @Override
  public void message() {}

  @Override
  public void name() {}

  @Override
  public void text(String run) {
    texts.add(run);
  }

  @Override
  public void tokens(int count) {}

  @Override
  public boolean enough() {
    return false;
  }
}
