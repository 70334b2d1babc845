package dev.keyway.secret.sealed;

/**
 * What trying one passphrase costs: the parameters of Argon2id (RFC 9106).
 *
 * @param memoryKib KiB of memory
 * @param passes how often all of it is gone over
 * @param lanes parts of it that may be worked on at the same time
 */
record Argon2Cost(int memoryKib, int passes, int lanes) {

  /**
   * RFC 9106, section 4, the second recommended option, with one lane for its four: here lanes are
   * worked on one after another, and only an attacker would gain from them.
   */
  static final Argon2Cost RECOMMENDED = new Argon2Cost(64 << 10, 3, 1);

  /** OWASP's Password Storage Cheat Sheet, as of 2025: the least for Argon2id. */
  static final Argon2Cost LEAST = new Argon2Cost(19 << 10, 2, 1);

  /** What a file may ask for: a few seconds, and memory that any machine has. */
  static final Argon2Cost MOST = new Argon2Cost(256 << 10, 10, 4);

  boolean isAtLeast(Argon2Cost other) {
    return memoryKib >= other.memoryKib && passes >= other.passes && lanes >= other.lanes;
  }

  int memoryMib() {
    return memoryKib >> 10;
  }

  /**
   * What vaults are made with, and what is accepted in a file. Only tests have other ones: a key is
   * derived thousands of times there.
   */
  record Limits(Argon2Cost made, Argon2Cost least, Argon2Cost most) {

    static final Limits SAFE = new Limits(RECOMMENDED, LEAST, MOST);

    void check(Argon2Cost cost) throws UnfitVaultException {
      if (!cost.isAtLeast(least)) {
        throw new UnfitVaultException(
            "asks for less work a guess than is safe; it was altered, or made by another program");
      }
      if (!most.isAtLeast(cost)) {
        throw new UnfitVaultException(
            "asks for more memory or time than any vault needs; it was altered, or made by another program");
      }
    }
  }
}
