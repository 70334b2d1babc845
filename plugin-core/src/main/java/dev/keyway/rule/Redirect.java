package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.expression.Template;
import dev.keyway.http.Headers;
import java.util.List;
import java.util.Map;

/** {@code redirect}: sends the client elsewhere, unless the URL stays as it is. */
record Redirect(ReplacementTemplate replacement, int status, Map<String, Template> headers)
    implements Action {

  private static final int LEAST = 300;
  private static final int MOST = 399;
  private static final int FOUND = 302;

  static Redirect read(Fields config, RuleReading reading) {
    Long status = config.whole("status_code", LEAST, MOST);
    return new Redirect(
        ReplacementTemplate.ofUrl(config, reading),
        status == null ? FOUND : status.intValue(),
        reading.headers(config));
  }

  @Override
  public ActionType type() {
    return ActionType.REDIRECT;
  }

  @Override
  public boolean uses(String path) {
    return replacement.uses(path) || headers.values().stream().anyMatch(value -> value.uses(path));
  }

  @Override
  public Effect run(Scene scene) throws FailedTextException {
    String url = RequestUrl.of(scene.values().head());
    return switch (UrlEdit.of(replacement.in(scene), url)) {
      case UrlEdit.Refused refused -> throw new FailedTextException(refused.code());
      case UrlEdit.Unchanged unchanged ->
          new Effect.Told(Map.of("matches", List.of(), "url", url), new Effect.Onward());
      case UrlEdit.Changed changed ->
          elsewhere(changed.matches(), Redirection.of(changed, UrlParts.of(url)), scene);
    };
  }

  private Effect elsewhere(List<String> matches, Redirection to, Scene scene)
      throws FailedTextException {
    Headers.Builder built = Headers.builder();
    for (Map.Entry<String, Template> header : headers.entrySet()) {
      built.add(header.getKey(), scene.line(header.getValue()));
    }
    built.set("location", to.location());
    return new Effect.Told(
        Map.of("matches", matches, "url", to.url()),
        new Effect.Answer(status, built.build(), new byte[0]));
  }
}
