package dev.keyway.request;

import dev.keyway.http.ByteSlice;
import dev.keyway.refusal.ErrorCode;
import dev.keyway.refusal.Refusal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches what streams past of a form whose beginning has been read and acted upon. Nothing that
 * comes may change what was decided: a field that was read, changed or left out must not stand
 * there, or the provider would see another request than the one that was checked. Not for several
 * threads.
 */
public final class FormRest implements MultipartScanner.Parts {

  private final MultipartScanner scanner;
  private FormReader.@Nullable Open open;
  private Predicate<String> settled = name -> false;
  private int parts;

  /**
   * @param scanner has gone over the beginning
   * @param open the part that has begun and not ended, or null
   */
  FormRest(MultipartScanner scanner, FormReader.@Nullable Open open) {
    this.scanner = scanner;
    this.open = open;
    scanner.tell(this);
  }

  /**
   * What the rest is held to from its first byte on.
   *
   * @param fields names of fields that the attempt which takes the rest has changed or left out
   */
  public @Nullable Refusal begin(Predicate<String> fields) {
    settled = fields;
    FormReader.Open present = open;
    return present != null && isSettled(present.head().name())
        ? refused(late(present.head().name()))
        : null;
  }

  /** Goes over what comes next; the answer is why no more of it may go on, or null. */
  public @Nullable Refusal feed(ByteSlice bytes) {
    try {
      scanner.feed(bytes.bytes(), bytes.offset(), bytes.length());
      return null;
    } catch (MalformedBodyException e) {
      return refused(e.reason());
    }
  }

  /** The body has ended; the answer is why that is too early, or null. */
  public @Nullable Refusal end() {
    try {
      scanner.end();
      return null;
    } catch (MalformedBodyException e) {
      return refused(e.reason());
    }
  }

  @Override
  public void begins(PartHead head, long start, long valueStart) throws MalformedBodyException {
    if (++parts > RequestReader.MOST_MEMBERS) {
      throw new MalformedBodyException(
          "the form has more than " + RequestReader.MOST_MEMBERS + " parts");
    }
    if (isSettled(head.name())) {
      throw new MalformedBodyException(late(head.name()));
    }
    open = new FormReader.Open(head, start, valueStart);
  }

  @Override
  public void ends(long end) throws MalformedBodyException {
    FormReader.Open present = open;
    if (present != null) {
      present.ends(end);
    }
  }

  private boolean isSettled(String name) {
    return FormNames.readAs(name) != null || settled.test(name);
  }

  /** Names are the client's; those that are not ours are not repeated. */
  private static String late(String name) {
    String field = FormNames.readAs(name);
    return (field == null
            ? "a field that this gateway's policy changes or leaves out"
            : "`" + field + "`")
        + " stands beyond the part of this upload that is read before it is sent on (limits.request_body): in larger uploads, fields must stand before files";
  }

  private static Refusal refused(String why) {
    return Refusal.of(ErrorCode.INVALID_REQUEST_BODY, why);
  }
}
