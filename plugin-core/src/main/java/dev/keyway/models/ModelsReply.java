package dev.keyway.models;

import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import dev.keyway.request.Destination;
import dev.keyway.request.Format;
import dev.keyway.route.Menu;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client that asks for models is told. */
public sealed interface ModelsReply {

  /**
   * The reply to a request.
   *
   * @param menu what this caller may use in requests of the destination's format
   * @param query the raw query without its question mark, or null
   * @param date the day given as that on which each model was made, which nobody knows
   */
  static ModelsReply of(
      Menu menu, Destination.Models asked, @Nullable String query, LocalDate date) {
    ModelsJson json = new ModelsJson(date);
    String id = asked.id();
    return id == null
        ? all(menu, asked.format(), query, json)
        : one(menu, id, asked.format(), json);
  }

  private static ModelsReply all(
      Menu menu, Format format, @Nullable String query, ModelsJson json) {
    try {
      return switch (format) {
        case OPENAI -> new Told(json.openAi(menu.entries()));
        case ANTHROPIC -> new Told(json.anthropic(PageRequest.of(query).of(menu.entries())));
      };
    } catch (UnfitQueryException e) {
      return new Refused(Refusal.of(ErrorCode.INVALID_REQUEST, e.told()));
    }
  }

  private static ModelsReply one(Menu menu, String id, Format format, ModelsJson json) {
    Menu.Entry entry = menu.find(id);
    if (entry == null) {
      return new Refused(unknown(menu.nearest(id, 3)));
    }
    return switch (format) {
      case OPENAI -> new Told(json.openAi(entry));
      case ANTHROPIC -> new Told(json.anthropic(entry));
    };
  }

  /** It doesn't repeat what was asked for: records show it, and some paths hold keys. */
  private static Refusal unknown(List<String> nearest) {
    return Refusal.of(
        ErrorCode.MODEL_NOT_FOUND,
        "no model that this caller may use has this name; "
            + (nearest.isEmpty() ? "" : "nearest: " + String.join(", ", nearest) + "; ")
            + "GET "
            + Destination.Models.PATH
            + " lists them all");
  }

  /** What was asked for: JSON in the dialect, UTF-8. */
  record Told(byte[] body) implements ModelsReply {}

  /** Why not. */
  record Refused(Refusal refusal) implements ModelsReply {}
}
