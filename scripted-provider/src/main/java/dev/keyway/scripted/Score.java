package dev.keyway.scripted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.keyway.scripted.Delivery.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes down, step by step, what an answer does on the wire. */
final class Score {

  private final Rendered rendered;
  private final Delivery delivery;
  private final Framing framing;
  private final SortedMap<Integer, List<Move>> bodyMoves = new TreeMap<>();
  private final List<Step> steps = new ArrayList<>();
  private boolean inBody;

  private Score(Rendered rendered, Delivery delivery) {
    this.rendered = rendered;
    this.delivery = delivery;
    this.framing = framing(rendered, delivery);
    Places places = new Places(rendered);
    places.pieceEnds().forEach(end -> bodyMoves.put(end, new ArrayList<>()));
    for (Mark mark : delivery.marks()) {
      for (int offset : places.of(mark.point())) {
        bodyMoves.computeIfAbsent(offset, here -> new ArrayList<>()).add(mark.move());
      }
    }
  }

  /** The steps of a response, whose headers are complete but for those of framing. */
  static List<Step> of(Rendered rendered, Delivery delivery) {
    Rendered coded = delivery.coding() == Coding.GZIP ? rendered.gzipped() : rendered;
    Rendered cut = delivery.pieceBytes() == 0 ? coded : coded.cut(delivery.pieceBytes());
    Score score = new Score(cut, delivery);
    score.write();
    return score.steps;
  }

  /** A body that moves make longer or shorter can't be announced with its length. */
  private static Framing framing(Rendered rendered, Delivery delivery) {
    if (delivery.framing() != Framing.NATURAL) {
      return delivery.framing();
    }
    boolean reshaped =
        delivery.marks().stream()
            .anyMatch(mark -> mark.move() instanceof Move.Say || mark.move() instanceof Move.End);
    return reshaped ? Framing.CHUNKED : rendered.framing();
  }

  private void write() {
    delivery.interims().forEach(interim -> send(Head.of(interim)));
    if (writeHead() && writeBody()) {
      writeEnd();
    }
  }

  /** Whether the response goes on. */
  private boolean writeHead() {
    byte[] head = Head.of(rendered, framing);
    int half = head.length / 2;
    if (!makeAll(new Point.BeforeHead())) {
      return false;
    }
    send(head, 0, half);
    if (!makeAll(new Point.InHead())) {
      return false;
    }
    send(head, half, head.length);
    inBody = true;
    return true;
  }

  /** Whether the response goes on. */
  private boolean writeBody() {
    byte[] body = rendered.body();
    int from = 0;
    for (Map.Entry<Integer, List<Move>> stop : bodyMoves.entrySet()) {
      writePiece(body, from, stop.getKey());
      if (!stop.getValue().stream().allMatch(this::make)) {
        return false;
      }
      from = stop.getKey();
    }
    return true;
  }

  private void writeEnd() {
    if (framing == Framing.CHUNKED) {
      send("0\r\n\r\n".getBytes(ISO_8859_1));
    }
    inBody = false;
    steps.add(new Step.Complete());
    if (makeAll(new Point.AfterEnd()) && framing == Framing.UNTIL_CLOSE) {
      steps.add(new Step.Make(new Move.Close()));
    }
  }

  /** Makes the moves outside the body, in order. Whether the response goes on after them. */
  private boolean makeAll(Point here) {
    return delivery.marks().stream()
        .filter(mark -> mark.point().equals(here))
        .map(Mark::move)
        .allMatch(this::make);
  }

  /** Whether the response goes on after the move. */
  private boolean make(Move move) {
    return switch (move) {
      case Move.Say(String piece) -> {
        say(Rendered.utf8(piece));
        yield true;
      }
      case Move.End() -> {
        writeEnd();
        yield false;
      }
      case Move.Pause pause -> steps.add(new Step.Make(pause));
      case Move.Wait wait -> steps.add(new Step.Make(wait));
      case Move.Close close -> !steps.add(new Step.Make(close));
      case Move.Reset reset -> !steps.add(new Step.Make(reset));
    };
  }

  private void say(byte[] bytes) {
    if (inBody) {
      writePiece(bytes, 0, bytes.length);
    } else {
      send(bytes);
    }
  }

  private void writePiece(byte[] bytes, int from, int to) {
    if (from == to) {
      return; // an empty chunk would end the body
    }
    if (framing != Framing.CHUNKED) {
      send(bytes, from, to);
      return;
    }
    send((Integer.toHexString(to - from) + "\r\n").getBytes(ISO_8859_1));
    send(bytes, from, to);
    send("\r\n".getBytes(ISO_8859_1));
  }

  private void send(byte[] bytes) {
    send(bytes, 0, bytes.length);
  }

  private void send(byte[] bytes, int from, int to) {
    steps.add(new Step.Send(bytes, from, to - from));
  }
}
