package dev.keyway.health;

import dev.keyway.policy.ApiKey;
import java.time.Instant;

/**
 * Where what is known of one key for one model is kept: found once, asked as often as one likes.
 * Safe for use by many threads.
 */
final class Dossier {

  private static final int NEVER = -1;

  private final ApiKey key;
  private final KeyState state;
  private final GroupState group;
  private final ModelState model;

  /** The version of the secret that may not use the model. */
  private final int forbiddenVersion;

  /** The version of the secret that the group has last seen, as far as this one knows. */
  private int seenByGroup = NEVER;

  Dossier(ApiKey key, String modelId, Memory memory) {
    String groupIdentity = key.quotaGroupIdentity();
    Integer forbidden = memory.forbidden.getIfPresent(new Memory.Pair(key.identity(), modelId));
    this.key = key;
    this.state = memory.known(key);
    this.group = memory.group(groupIdentity);
    this.model = memory.known(groupIdentity, modelId);
    this.forbiddenVersion = forbidden == null ? NEVER : forbidden;
  }

  ApiKey key() {
    return key;
  }

  KeyFacts facts(int place, Instant now) {
    return new KeyFacts(key, place, state.window.at(now), state, model, now);
  }

  Standing standing(Instant now) {
    int version = key.secret().version();
    if (state.isInvalid(version)) {
      return new Standing.SetAside(Standing.Cause.INVALID_KEY, null);
    }
    if (forbiddenVersion == version) {
      return new Standing.SetAside(Standing.Cause.MODEL_NOT_ALLOWED, null);
    }
    boolean nothingNew = seenByGroup == version && group.isOpen();
    Instant closed = nothingNew ? null : group.closedUntil(key, version, now);
    if (closed != null) {
      return new Standing.SetAside(Standing.Cause.OUT_OF_MONEY, closed);
    }
    seenByGroup = version;
    Instant cooling = model.coolingUntil(now);
    return cooling == null ? Standing.READY : new Standing.Cooling(cooling);
  }
}
