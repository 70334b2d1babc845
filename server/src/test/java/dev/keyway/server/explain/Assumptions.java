package dev.keyway.server.explain;

import dev.keyway.classify.Outcome;
import dev.keyway.explain.AssumedAnswer;
import dev.keyway.http.Headers;
import dev.keyway.scripted.Answer;
import dev.keyway.scripted.Point;
import java.util.ArrayList;
import java.util.List;

/** Plays on a socket what explain assumes. */
public final class Assumptions {

  private Assumptions() {}

  public static Answer played(AssumedAnswer assumed) {
    return switch (assumed.outcome()) {
      case Outcome.Answered answer when answer.status() == 200 -> Answer.ok("Hello");
      case Outcome.Answered answer -> answered(answer);
      case Outcome.Broken broken -> Answer.empty(200).closingAt(Point.beforeHead());
      case Outcome.TimedOut timedOut -> throw unplayable(assumed);
      case Outcome.Cancelled cancelled -> throw unplayable(assumed);
    };
  }

  private static Answer answered(Outcome.Answered answer) {
    Headers headers = answer.headers();
    String type = headers.first("content-type");
    Answer played =
        type == null
            ? Answer.empty(answer.status())
            : Answer.of(answer.status(), type, answer.body().utf8());
    List<String> names = new ArrayList<>(headers.names());
    names.remove("content-type");
    for (String name : names) {
      played = played.withHeader(name, String.valueOf(headers.first(name)));
    }
    return played;
  }

  private static IllegalArgumentException unplayable(AssumedAnswer assumed) {
    return new IllegalArgumentException(assumed.name() + " takes time to play");
  }
}
