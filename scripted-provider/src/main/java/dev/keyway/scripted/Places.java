package dev.keyway.scripted;

import java.util.List;

/** Where in a body, in bytes, its pieces end and its points lie. */
final class Places {

  private final int contentFrom;
  private final List<Integer> pieceEnds;

  Places(Rendered rendered) {
    contentFrom = rendered.contentFrom();
    int[] end = {0};
    pieceEnds = rendered.pieces().stream().map(piece -> end[0] += piece.length).toList();
  }

  List<Integer> pieceEnds() {
    return pieceEnds;
  }

  /** The offsets of a point; none when it doesn't lie in the body. */
  List<Integer> of(Point point) {
    return switch (point) {
      case Point.AfterPieces(int count) -> List.of(endOf(count));
      case Point.AfterContent(int count) -> List.of(endOf(contentFrom + count));
      case Point.AfterBytes(int count) -> List.of(Math.min(count, length()));
      case Point.InBody() -> List.of(length() / 2);
      case Point.BetweenPieces() -> pieceEnds.subList(0, Math.max(0, pieceEnds.size() - 1));
      case Point.BeforeTerminator() -> List.of(length());
      case Point.BeforeHead() -> List.of();
      case Point.InHead() -> List.of();
      case Point.AfterEnd() -> List.of();
    };
  }

  private int endOf(int pieces) {
    return pieces == 0 ? 0 : pieces > pieceEnds.size() ? length() : pieceEnds.get(pieces - 1);
  }

  private int length() {
    return pieceEnds.isEmpty() ? 0 : pieceEnds.getLast();
  }
}
