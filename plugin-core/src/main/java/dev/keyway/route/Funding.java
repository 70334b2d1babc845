package dev.keyway.route;

import java.util.List;

/** Whether a provider can be asked for a caller, and with whose keys. */
sealed interface Funding {

  /** It can, with the keys of these, in order. */
  record By(List<Payer> payers) implements Funding {

    static final By POLICY = new By(List.of(Payer.POLICY));
    static final By POLICY_THEN_HOUSE = new By(List.of(Payer.POLICY, Payer.HOUSE));
    static final By HOUSE = new By(List.of(Payer.HOUSE));
    static final By CLIENT = new By(List.of(Payer.CLIENT));
    static final By CLIENT_THEN_HOUSE = new By(List.of(Payer.CLIENT, Payer.HOUSE));
    static final By NOBODY = new By(List.of(Payer.NOBODY));

    public By {
      payers = List.copyOf(payers);
    }
  }

  /** It can't. */
  record Missing(Ruling ruling) implements Funding {}
}
