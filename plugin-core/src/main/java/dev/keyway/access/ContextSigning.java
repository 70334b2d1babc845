package dev.keyway.access;

/** What came of signing a context. */
public sealed interface ContextSigning {

  /**
   * The value of the header {@link SignedContext#HEADER}. It is a bearer token for {@code max_age};
   * it prints as a mask.
   */
  record Signed(String token) implements ContextSigning {

    @Override
    public String toString() {
      return "Signed(****)";
    }
  }

  /**
   * It would not pass through a header: the host's claims are too many.
   *
   * @param length the characters it would take; {@link SignedContext#MAX_LENGTH} are allowed
   */
  record TooLarge(int length) implements ContextSigning {

    /** What the client is told. */
    public String message() {
      return "what this gateway knows of the caller takes %d characters, %d are allowed; shorten the token's claims or groups"
          .formatted(length, SignedContext.MAX_LENGTH);
    }
  }
}
