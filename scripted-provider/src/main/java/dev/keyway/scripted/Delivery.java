package dev.keyway.scripted;

import java.util.ArrayList;
import java.util.List;

/**
 * How an answer's bytes travel: when they start, how they are framed and coded, and what happens
 * between them.
 *
 * @param start when the answer begins
 * @param framing how the end of the body is marked
 * @param coding how the body is coded
 * @param pieceBytes the body is cut into pieces of so many bytes; 0 leaves its own pieces
 * @param interims informational responses before the real one
 * @param marks moves and where they are made; several at one point in this order
 */
public record Delivery(
    Start start,
    Framing framing,
    Coding coding,
    int pieceBytes,
    List<Interim> interims,
    List<Mark> marks) {

  /** A move and where it is made. */
  public record Mark(Point point, Move move) {

    public Mark {
      if (move instanceof Move.End && !point.isInBody()) {
        throw new IllegalArgumentException("a response can't end at " + point);
      }
    }
  }

  public Delivery {
    interims = List.copyOf(interims);
    marks = List.copyOf(marks);
  }

  /** All at once, as a healthy provider would. */
  public static Delivery plain() {
    return new Delivery(
        Start.AFTER_BODY, Framing.NATURAL, Coding.IDENTITY, 0, List.of(), List.of());
  }

  Delivery withStart(Start start) {
    return new Delivery(start, framing, coding, pieceBytes, interims, marks);
  }

  Delivery withFraming(Framing framing) {
    return new Delivery(start, framing, coding, pieceBytes, interims, marks);
  }

  Delivery withCoding(Coding coding) {
    return new Delivery(start, framing, coding, pieceBytes, interims, marks);
  }

  Delivery withPieceBytes(int pieceBytes) {
    return new Delivery(start, framing, coding, pieceBytes, interims, marks);
  }

  Delivery with(Interim interim) {
    return new Delivery(start, framing, coding, pieceBytes, plus(interims, interim), marks);
  }

  Delivery with(Mark mark) {
    return new Delivery(start, framing, coding, pieceBytes, interims, plus(marks, mark));
  }

  private static <T> List<T> plus(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
