package dev.keyway.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document, with the place it stands at. Aliases are replaced by what they stand for:
 * their path is that of the use, their line and column that of the definition. {@code toString}
 * shows no text, since a document may hold keys.
 */
public sealed interface Node {

  /** Where it stands. */
  Place place();

  /** A text, number, boolean or null. */
  record Scalar(Place place, String text, Kind kind, boolean quoted, @Nullable Verbatim verbatim)
      implements Node {

    /**
     * The place of a character of the text: exact where the file holds the text as it is, else that
     * of the whole value.
     */
    public Place at(int line, int column) {
      return verbatim == null ? place : verbatim.at(place, line, column);
    }

    /** Whether {@link #at} is exact for this line of the text (from 1). */
    public boolean exactAt(int line) {
      return verbatim != null && line >= 1 && line <= verbatim.lines();
    }

    @Override
    public String toString() {
      return "Scalar[" + place + ", " + kind + "]";
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** An object: its fields in order, no name twice. */
  record Mapping(Place place, List<Member> members) implements Node {
    public Mapping {
      members = List.copyOf(members);
    }

    /** The field of this name, or null. */
    public @Nullable Member member(String name) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return member;
        }
      }
      return null;
    }
  }

  /**
   * One field of an object.
   *
   * @param namePlace where its name stands, with the path of the field
   */
  record Member(String name, Place namePlace, Node value) {}

  /** What a scalar is, by the rules of JSON and of YAML 1.2's core schema. */
  enum Kind {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    NULL
  }

  /**
   * How a text's own lines and columns fall on those of the file.
   *
   * @param line the file's line of the text's first
   * @param column the file's column of the text's first character
   * @param indent the file's column of the first character of each further line
   * @param lines how many lines of the text stand in the file as they are
   */
  record Verbatim(int line, int column, int indent, int lines) {

    private Place at(Place whole, int textLine, int textColumn) {
      if (textLine < 1 || textLine > lines || textColumn < 1) {
        return whole;
      }
      int first = textLine == 1 ? column : indent;
      return whole.at(line + textLine - 1, first + textColumn - 1);
    }
  }
}
