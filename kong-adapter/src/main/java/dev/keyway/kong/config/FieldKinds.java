package dev.keyway.kong.config;

import dev.keyway.hostconfig.PolicyRoute;
import dev.keyway.kong.config.FieldKind.Text;
import dev.keyway.kong.config.FieldKind.Texts;
import java.util.List;

/** What may stand in the fields that are filled here, and so are checked here as well. */
final class FieldKinds {

  /** What Kong sends is JSON, where many a character takes two, and of which a MiB is read. */
  static final Text POLICY_INLINE = new Text(1 << 18, List.of(FieldCheck.NOT_BLANK));

  static final Texts VARS = new Texts(64, FieldCheck.NAME, 4096);

  static final Text PREFIX =
      new Text(
          PolicyRoute.MOST_PATH_BYTES,
          List.of(
              FieldCheck.BEGINS_WITH_SLASH, FieldCheck.ENDS_WITHOUT_SLASH, FieldCheck.PATH_ALONE));

  private FieldKinds() {}
}
