package dev.keyway.document;

import dev.keyway.document.Node.Kind;
import dev.keyway.document.Node.Scalar;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object, read by name and type. A wrong value leaves a problem and reads as
 * absent, so that one reading finds everything that is wrong. A field that is null reads as absent.
 * The names asked for are the names known: call {@link #end} when all have been asked for, and what
 * is left over becomes an error.
 */
public final class Fields {

  private static final int MOST_LISTED = 40;

  private final Node.Mapping object;
  private final Problems problems;
  private final Values values;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> refused = new HashSet<>();

  private Fields(Node.Mapping object, Problems problems) {
    this.object = object;
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** The fields of this value, or null, and a problem, when it is no object. */
  public static @Nullable Fields of(Node node, Problems problems) {
    if (node instanceof Node.Mapping object) {
      return new Fields(object, problems);
    }
    problems.error(node.place(), "expected an object (name: value), found " + Found.describe(node));
    return null;
  }

  /** An object without fields, for one that may be left out. */
  public static Fields none(Place place, Problems problems) {
    return new Fields(new Node.Mapping(place, List.of()), problems);
  }

  /** Where the object stands. */
  public Place place() {
    return object.place();
  }

  /** Where the field's value stands; for an absent one the object's place with the field's path. */
  public Place place(String name) {
    Node.Member member = object.member(name);
    return member == null ? place().field(name) : member.value().place();
  }

  /** Where the field's name stands; for an absent one the object's place with the field's path. */
  public Place namePlace(String name) {
    Node.Member member = object.member(name);
    return member == null ? place().field(name) : member.namePlace();
  }

  /** The names of all fields that are there, in order, whether known or not. */
  public List<String> names() {
    return object.members().stream().map(Node.Member::name).toList();
  }

  /** Whether the field is there, even when it is null. */
  public boolean has(String name) {
    known.add(name);
    return object.member(name) != null;
  }

  /** The field's value as it stands, or null when it is absent or null. */
  public @Nullable Node node(String name) {
    known.add(name);
    Node.Member member = object.member(name);
    return member == null || isNull(member.value()) ? null : member.value();
  }

  /** A text. */
  public @Nullable String text(String name) {
    Scalar scalar = scalar(name);
    return scalar == null ? null : scalar.text();
  }

  /** A text with its place. */
  public @Nullable Scalar scalar(String name) {
    return read(name, values::text);
  }

  /**
   * A text that must be there and not be blank.
   *
   * @param why completes the message of its absence, such as {@code every provider needs one}
   */
  public @Nullable Scalar required(String name, String why) {
    Scalar scalar = scalar(name);
    if (node(name) == null) {
      problems.error(place(name), "missing; " + why);
    } else if (scalar != null && scalar.text().isBlank()) {
      problems.error(scalar.place(), "empty; " + why);
    } else {
      return scalar;
    }
    return null;
  }

  /** A boolean. */
  public boolean flag(String name, boolean fallback) {
    return Objects.requireNonNullElse(read(name, values::flag), fallback);
  }

  /** A whole number within bounds, both included. */
  public @Nullable Long whole(String name, long least, long most) {
    return read(name, node -> values.whole(node, least, most));
  }

  /** A number, whole or not, within bounds, both included. */
  public @Nullable Double number(String name, double least, double most) {
    return read(name, node -> values.number(node, least, most));
  }

  /** A duration of at least zero. */
  public @Nullable Duration duration(String name) {
    return read(name, values::duration);
  }

  /** A size in bytes. */
  public @Nullable Long size(String name) {
    return read(name, values::size);
  }

  /** A URI; which schemes and parts are welcome is the caller's to say. */
  public @Nullable URI uri(String name) {
    return read(name, values::uri);
  }

  /** One of these values, by the names they have in the document. */
  public <T> @Nullable T choice(
      String name, List<T> choices, Function<? super T, String> wireName) {
    return read(name, node -> values.choice(node, choices, wireName));
  }

  /** An object. */
  public @Nullable Fields object(String name) {
    return read(name, node -> of(node, problems));
  }

  /** A list of objects; items that are none leave a problem and are left out. */
  public List<Fields> objects(String name) {
    return items(name, item -> of(item, problems));
  }

  /** A list of texts. */
  public List<Scalar> texts(String name) {
    return items(name, values::text);
  }

  /**
   * An object whose names are the author's and whose values are texts, numbers or booleans, taken
   * as written.
   */
  public List<TextMember> textMembers(String name) {
    List<TextMember> read = new ArrayList<>();
    for (Node.Member member : members(name)) {
      Scalar value = values.written(member.value());
      if (value != null) {
        read.add(new TextMember(member.name(), member.namePlace(), value));
      }
    }
    return read;
  }

  /** Its own fields, whose names are the author's. */
  public List<Node.Member> members() {
    return object.members();
  }

  /** The fields of an object whose names are the author's. */
  public List<Node.Member> members(String name) {
    Fields fields = object(name);
    return fields == null ? List.of() : fields.object.members();
  }

  /**
   * An object of any shape: unmodifiable maps, lists, String, Long, Double, Boolean. A null in it
   * counts as absent.
   */
  public Map<String, Object> free(String name) {
    Node node = node(name);
    Fields fields = node == null ? null : of(node, problems);
    return fields == null ? Map.of() : new FreeValues(problems, null).map(fields.object);
  }

  /** A value of any shape, like {@link #free}; null becomes {@code nullValue}. */
  public @Nullable Object free(Node node, @Nullable Object nullValue) {
    return new FreeValues(problems, nullValue).value(node);
  }

  /** Knows of a field that is somebody else's: it is no error, whatever it holds. */
  public void ignore(String name) {
    refused.add(name);
  }

  /** Refuses a field that is understood and has no place here, with the reason. */
  public void refuse(String name, String message) {
    refused.add(name);
    if (object.member(name) != null) {
      problems.error(namePlace(name), message);
    }
  }

  /** Reports every field nobody asked for. */
  public void end() {
    for (Node.Member member : object.members()) {
      if (!known.contains(member.name()) && !refused.contains(member.name())) {
        String nearest = Nearest.of(member.name(), known);
        problems.error(member.namePlace(), nearest == null ? unknown() : "unknown field", nearest);
      }
    }
  }

  private String unknown() {
    if (known.isEmpty()) {
      return "unknown field; none is known here";
    }
    List<String> listed = known.stream().limit(MOST_LISTED).toList();
    return "unknown field; known here: " + String.join(", ", listed);
  }

  private <T> List<T> items(String name, Function<Node, @Nullable T> read) {
    List<T> items = new ArrayList<>();
    for (Node item : list(name)) {
      T value = read.apply(item);
      if (value != null) {
        items.add(value);
      }
    }
    return List.copyOf(items);
  }

  private List<Node> list(String name) {
    Node node = node(name);
    if (node instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    if (node != null) {
      problems.error(node.place(), "expected a list, found " + Found.describe(node));
    }
    return List.of();
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
  }

  private <T> @Nullable T read(String name, Function<Node, @Nullable T> read) {
    Node node = node(name);
    return node == null ? null : read.apply(node);
  }

  /** One field of an object whose names are the author's. */
  public record TextMember(String name, Place namePlace, Scalar value) {}
}
