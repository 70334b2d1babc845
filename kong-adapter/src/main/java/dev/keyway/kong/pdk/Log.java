package dev.keyway.kong.pdk;

/**
 * Kong's log, at nginx' levels: what is below {@code log_level} in kong.conf is dropped there. It
 * is no place for secrets, nor for what a client sent.
 */
public interface Log {

  /** {@code kong.log.err}. */
  void err(String message) throws KongGoneException;

  /** {@code kong.log.warn}. */
  void warn(String message) throws KongGoneException;

  /** {@code kong.log.notice}. */
  void notice(String message) throws KongGoneException;

  /** {@code kong.log.info}. */
  void info(String message) throws KongGoneException;

  /** {@code kong.log.debug}. */
  void debug(String message) throws KongGoneException;
}
