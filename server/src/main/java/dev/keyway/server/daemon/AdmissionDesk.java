package dev.keyway.server.daemon;

import dev.keyway.access.AccessKeys;
import dev.keyway.access.Admission;
import dev.keyway.access.ContextKeys;
import dev.keyway.access.CredentialFingerprints;
import java.time.Duration;
import java.util.function.Supplier;

/** The admission of now: another one as soon as access keys change. */
final class AdmissionDesk implements Supplier<Admission> {

  private volatile Admission admission;

  AdmissionDesk(
      ContextKeys contextKeys, Duration contextMaxAge, CredentialFingerprints fingerprints) {
    this.admission = new Admission(AccessKeys.NONE, contextKeys, contextMaxAge, fingerprints);
  }

  void take(AccessKeys keys) {
    Admission before = admission;
    admission =
        new Admission(keys, before.contextKeys(), before.contextMaxAge(), before.fingerprints());
  }

  @Override
  public Admission get() {
    return admission;
  }
}
