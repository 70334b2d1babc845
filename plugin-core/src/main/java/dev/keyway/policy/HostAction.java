package dev.keyway.policy;

import dev.keyway.document.DataFile;
import dev.keyway.document.DataRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that traffic policies hold and that the host gateway does: a row of {@code
 * host-actions.yaml}.
 *
 * @param names the types of actions, or the phase, it is about
 * @param kong what Kong has for it
 * @param apisix what APISIX has for it
 * @param envoy what Envoy has for it
 * @param why why it is the host's, the end of a sentence
 * @param asOf when this was checked
 * @param sources where, addresses without their scheme
 */
public record HostAction(
    List<String> names,
    String kong,
    String apisix,
    String envoy,
    String why,
    String asOf,
    List<String> sources) {

  /** What is the host's of this name, an action's type or a phase's; null: nothing. */
  public static @Nullable HostAction named(String name) {
    return Table.BY_NAME.get(name);
  }

  /** All types and phases that are the host's, in the order of the table. */
  static Set<String> allNames() {
    return Table.BY_NAME.keySet();
  }

  /** A row of the table. */
  static HostAction of(DataRow row) {
    return new HostAction(
        row.texts("names"),
        row.text("kong"),
        row.text("apisix"),
        row.text("envoy"),
        row.text("why"),
        row.text("as_of"),
        row.texts("sources"));
  }

  /** What to use instead. */
  String instead() {
    return "Kong: %s; APISIX: %s; Envoy: %s".formatted(kong, apisix, envoy);
  }

  /** Read when the first policy asks; most never do. */
  private static final class Table {

    static final Map<String, HostAction> BY_NAME = read();

    private static Map<String, HostAction> read() {
      Map<String, HostAction> byName = new LinkedHashMap<>();
      for (HostAction row : DataFile.rows(HostAction.class, "host-actions.yaml", HostAction::of)) {
        row.names().forEach(name -> byName.put(name, row));
      }
      return byName;
    }
  }
}
