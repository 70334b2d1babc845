package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.facts.HeadFacts;
import java.util.List;
import java.util.Map;

/**
 * {@code url-rewrite}: changes where a request goes. Where that leads is found out when an {@code
 * ai-gateway} action is reached.
 */
record UrlRewrite(ReplacementTemplate replacement) implements Action {

  static UrlRewrite read(Fields config, RuleReading reading) {
    return new UrlRewrite(ReplacementTemplate.ofUrl(config, reading));
  }

  @Override
  public ActionType type() {
    return ActionType.URL_REWRITE;
  }

  @Override
  public boolean uses(String path) {
    return replacement.uses(path);
  }

  @Override
  public Effect run(Scene scene) throws FailedTextException {
    HeadFacts head = scene.values().head();
    String url = RequestUrl.of(head);
    return switch (UrlEdit.of(replacement.in(scene), url)) {
      case UrlEdit.Refused refused -> throw new FailedTextException(refused.code());
      case UrlEdit.Unchanged unchanged ->
          new Effect.Told(Map.of("matches", List.of(), "url", url), new Effect.Onward());
      case UrlEdit.Changed changed -> rewritten(changed, head, url);
    };
  }

  private static Effect rewritten(UrlEdit.Changed changed, HeadFacts head, String url)
      throws FailedTextException {
    Rewritten to = Rewritten.of(changed, UrlParts.of(url));
    if (to == null) {
      throw new FailedTextException("not_a_path");
    }
    HeadFacts moved = head.with(head.method(), to.path(), to.query());
    return new Effect.Told(
        Map.of("matches", changed.matches(), "url", to.url()),
        new Effect.Head(
            to.authority() == null
                ? moved
                : moved.with(moved.headers().toBuilder().set("host", to.authority()).build())));
  }
}
