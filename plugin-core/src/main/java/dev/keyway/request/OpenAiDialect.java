package dev.keyway.request;

import dev.keyway.refusal.Refusal;

/** See {@link Dialect}. */
enum OpenAiDialect implements Dialect {
  INSTANCE;

  @Override
  public byte[] errorBody(Refusal refusal) {
    throw new UnsupportedOperationException(refusal.toString());
  }

  @Override
  public byte[] brokenStreamEnding(Refusal refusal) {
    throw new UnsupportedOperationException(refusal.toString());
  }
}
