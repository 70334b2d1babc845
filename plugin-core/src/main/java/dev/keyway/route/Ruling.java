package dev.keyway.route;

/**
 * Why something is left out.
 *
 * @param reason for people; it names neither provider nor model
 */
record Ruling(Ground ground, String reason) {

  static Ruling policy(String reason) {
    return new Ruling(Ground.POLICY, reason);
  }

  static Ruling caller(String reason) {
    return new Ruling(Ground.CALLER, reason);
  }
}
