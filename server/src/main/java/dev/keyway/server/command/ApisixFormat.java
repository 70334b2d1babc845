package dev.keyway.server.command;

import dev.keyway.apisix.config.ApisixRoutes;
import dev.keyway.apisix.config.ApisixSetup;
import dev.keyway.apisix.config.Unfit;
import java.util.Locale;
import java.util.function.Function;

/** How APISIX's configuration is written. */
enum ApisixFormat {
  JSON(ApisixRoutes::admin, Unfit.ADMIN),
  STANDALONE(ApisixRoutes::standalone, Unfit.STANDALONE),
  ADC(ApisixRoutes::adc, Unfit.ADC);

  @SuppressWarnings("ImmutableEnumChecker") // It refers to a method, and holds nothing.
  private final Function<ApisixSetup, String> text;

  private final Unfit unfit;

  ApisixFormat(Function<ApisixSetup, String> text, Unfit unfit) {
    this.text = text;
    this.unfit = unfit;
  }

  String text(ApisixSetup setup) {
    return text.apply(setup);
  }

  /** What does not fit there. */
  Unfit unfit() {
    return unfit;
  }

  /** As options name it. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
