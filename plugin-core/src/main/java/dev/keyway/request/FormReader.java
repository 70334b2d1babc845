package dev.keyway.request;

import dev.keyway.request.AiRequest.Member;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Keyway needs of a form: where its parts are, and the values of few. Each of these must
 * stand once, as a value and not as a file, and be spelled exactly, for the reasons that {@link
 * RequestFields} has. The fallbacks alone may be repeated, which makes a list of them.
 */
final class FormReader implements MultipartScanner.Parts {

  private final Surface surface;
  private final String boundary;
  private final byte[] body;
  private final MultipartScanner scanner;
  private final List<Member> members = new ArrayList<>();
  private final Set<String> seen = new HashSet<>(4);
  private final List<String> models = new ArrayList<>(0);
  private @Nullable Open open;
  private @Nullable String model;
  private @Nullable String user;
  private boolean stream;

  /** A part whose end has not come. */
  record Open(PartHead head, long start, long valueStart) {

    /** Holds it to the length that it says it has. */
    void ends(long end) throws MalformedBodyException {
      long length = end - valueStart;
      if (head.lengthBytes() >= 0 && head.lengthBytes() != length) {
        throw new MalformedBodyException(
            "a part says that its value has %d bytes, and it has %d (the part at byte %d)"
                .formatted(head.lengthBytes(), length, start));
      }
    }
  }

  private FormReader(Surface surface, String boundary, byte[] body) {
    this.surface = surface;
    this.boundary = boundary;
    this.body = body;
    this.scanner = new MultipartScanner(boundary, this);
  }

  static RequestReading read(Surface surface, String boundary, ClientBody body)
      throws MalformedBodyException {
    FormReader reader = new FormReader(surface, boundary, body.bytes());
    reader.scanner.feed(body.bytes(), 0, body.bytes().length);
    if (body.whole()) {
      reader.scanner.end();
      return new RequestReading.Read(reader.request());
    }
    return reader.begun();
  }

  private RequestReading begun() {
    if (model == null && models.isEmpty()) {
      return new RequestReading.TooLarge(
          "no `model` stands within the first %d bytes of this form (limits.request_body): in larger uploads, fields must stand before files"
              .formatted(body.length));
    }
    return new RequestReading.Begun(request(), new FormRest(scanner, open));
  }

  private AiRequest request() {
    BodyLayout layout = new BodyLayout.Form(boundary, (int) scanner.firstStart());
    return new AiRequest(
        surface, body, layout, members, model, models, stream, false, null, false, user);
  }

  @Override
  public void begins(PartHead head, long start, long valueStart) throws MalformedBodyException {
    if (members.size() == RequestReader.MOST_MEMBERS) {
      throw new MalformedBodyException(
          "the form has more than " + RequestReader.MOST_MEMBERS + " parts");
    }
    open = new Open(head, start, valueStart);
    String field = FormNames.readAs(head.name());
    if (field != null) {
      check(head, field, start);
    }
  }

  private void check(PartHead head, String field, long start) throws MalformedBodyException {
    if (!FormNames.isExact(head.name(), field)) {
      throw new MalformedBodyException(
          "a name differs from `%s` only in case, brackets or escapes (the part at byte %d)"
              .formatted(field, start));
    }
    if (head.file()) {
      throw wrong(field, "must be a value, not a file", start);
    }
    if (head.coded() != null) {
      throw wrong(field, head.coded() + "; send plain UTF-8", start);
    }
    if (!seen.add(field) && !field.equals(FormNames.MODELS)) {
      throw wrong(field, "stands twice", start);
    }
  }

  @Override
  public void ends(long end) throws MalformedBodyException {
    Open present = open;
    if (present == null) {
      return;
    }
    open = null;
    present.ends(end);
    Member member =
        new Member(
            present.head().name(), (int) present.start(), (int) present.valueStart(), (int) end);
    members.add(member);
    read(member);
  }

  private void read(Member member) throws MalformedBodyException {
    switch (member.name()) {
      case FormNames.MODEL -> model = name(member);
      case FormNames.MODELS, FormNames.MODELS_LIST -> addModel(member);
      case FormNames.USER -> user = name(member);
      case FormNames.STREAM -> stream = flag(member);
      case FormNames.CHARSET -> {
        if (!text(member).toLowerCase(Locale.ROOT).matches("utf-?8")) {
          throw wrong(FormNames.CHARSET, "must be utf-8", member.start());
        }
      }
      default -> {}
    }
  }

  private void addModel(Member member) throws MalformedBodyException {
    if (models.size() == TypedValues.MOST_TEXTS) {
      throw wrong(
          FormNames.MODELS, "has more than " + TypedValues.MOST_TEXTS + " values", member.start());
    }
    models.add(name(member));
  }

  private String name(Member member) throws MalformedBodyException {
    String text = text(member);
    String fault = TypedValues.fault(text);
    if (fault != null) {
      throw wrong(FormNames.field(member.name()), fault, member.start());
    }
    return text;
  }

  /** Python's clients write a truth value as {@code True}. */
  private boolean flag(Member member) throws MalformedBodyException {
    return switch (text(member).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(member.name(), "must be true or false", member.start());
    };
  }

  private String text(Member member) throws MalformedBodyException {
    int length = member.end() - member.valueStart();
    if (length > 4 * TypedValues.LONGEST_TEXT) {
      throw wrong(
          FormNames.field(member.name()),
          "is longer than " + TypedValues.LONGEST_TEXT + " characters",
          member.start());
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(body, member.valueStart(), length))
          .toString();
    } catch (CharacterCodingException e) {
      throw wrong(FormNames.field(member.name()), "is not valid UTF-8", member.start());
    }
  }

  private static MalformedBodyException wrong(String field, String what, long start) {
    return new MalformedBodyException(
        "`" + field + "` " + what + " (the part at byte " + start + ")");
  }
}
