package dev.keyway.scripted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.keyway.scripted.Delivery.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Writes down, step by step, what an answer does on the wire. */
final class Score {

  private final Rendered rendered;
  private final Delivery delivery;
  private final Framing framing;
  private final Places places;
  private final List<Step> steps = new ArrayList<>();
  private boolean inBody;

  private Score(Rendered rendered, Delivery delivery) {
    this.rendered = rendered;
    this.delivery = delivery;
    this.framing = framing(rendered, delivery);
    this.places = new Places(rendered);
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
    if (!moves(point -> point instanceof Point.BeforeHead)) {
      return false;
    }
    send(head, 0, half);
    if (!moves(point -> point instanceof Point.InHead)) {
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
    for (int stop : stops()) {
      writePiece(body, from, stop);
      if (!moves(point -> places.of(point).contains(stop))) {
        return false;
      }
      from = stop;
    }
    return true;
  }

  private SortedSet<Integer> stops() {
    SortedSet<Integer> stops = new TreeSet<>(places.pieceEnds());
    delivery.marks().forEach(mark -> stops.addAll(places.of(mark.point())));
    return stops;
  }

  private void writeEnd() {
    if (framing == Framing.CHUNKED) {
      send("0\r\n\r\n".getBytes(ISO_8859_1));
    }
    inBody = false;
    steps.add(new Step.Complete());
    if (moves(point -> point instanceof Point.AfterEnd) && framing == Framing.UNTIL_CLOSE) {
      steps.add(new Step.Make(new Move.Close()));
    }
  }

  /** Makes the moves of a place in order. Whether the response goes on after them. */
  private boolean moves(Predicate<Point> here) {
    return delivery.marks().stream()
        .filter(mark -> here.test(mark.point()))
        .map(Mark::move)
        .allMatch(this::make);
  }

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
