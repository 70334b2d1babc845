package dev.keyway.rule;

import dev.keyway.document.Fields;
import dev.keyway.regex.Replacement;
import dev.keyway.regex.Replacements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code replacements}, as the actions that edit bodies and events have them. */
record FindReplace(List<ReplacementTemplate> replacements) {

  FindReplace {
    replacements = List.copyOf(replacements);
  }

  static FindReplace read(Fields config, RuleReading reading) {
    List<ReplacementTemplate> replacements = new ArrayList<>();
    for (Fields each : config.objects("replacements")) {
      replacements.add(ReplacementTemplate.ofText(each, reading));
      each.end();
    }
    reading.mustNotShow(config, replacements);
    if (replacements.isEmpty()) {
      reading.error(
          config.place("replacements"),
          "missing; expected at least one, such as {from: secret, to: '***'}");
    }
    return new FindReplace(replacements);
  }

  boolean uses(String path) {
    return replacements.stream().anyMatch(each -> each.uses(path));
  }

  /** The replacements for this request. */
  Replacements in(Scene scene) throws FailedTextException {
    List<Replacement> ready = new ArrayList<>(replacements.size());
    for (ReplacementTemplate each : replacements) {
      ready.add(each.in(scene));
    }
    return new Replacements(ready);
  }

  /** What it says of itself below {@code actions.ngrok}. */
  static Map<String, Object> result(List<Replacements.Edit.Match> matches) {
    List<Map<String, Object>> told = new ArrayList<>(matches.size());
    for (Replacements.Edit.Match match : matches) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("replacement_index", (long) match.index());
      each.put("matched_content", match.first());
      told.add(each);
    }
    return Map.of("replacements", told);
  }
}
