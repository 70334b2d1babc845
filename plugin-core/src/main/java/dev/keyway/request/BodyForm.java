package dev.keyway.request;

/** How the body of a request is written. */
public enum BodyForm {
  /** One JSON object. */
  JSON,
  /** {@code multipart/form-data} (RFC 7578): fields and files. */
  MULTIPART
}
