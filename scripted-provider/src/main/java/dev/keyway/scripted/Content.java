package dev.keyway.scripted;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer says, apart from how its bytes travel. */
public sealed interface Content {

  /**
   * What a small model would answer: it names provider and model and repeats the prompt. It calls
   * the first function it is offered, and keeps to a JSON schema where one is given.
   */
  record Echo() implements Content {}

  /**
   * A model's text, said as the endpoint that was asked says it: as JSON, or in events when the
   * request wants a stream.
   *
   * @param deltas the text in the pieces a stream has it
   * @param usage what it says it cost; counted from the texts when null
   */
  record Text(List<String> deltas, @Nullable Usage usage) implements Content {

    public Text {
      deltas = List.copyOf(deltas);
    }
  }

  /**
   * A model's wish that its client call a function, in the format of the endpoint that was asked.
   *
   * @param name the function's
   * @param arguments a JSON object
   */
  record Call(String name, String arguments) implements Content {}

  /**
   * A response that is the same whatever was asked.
   *
   * @param status such as 429
   * @param type the content type; empty for none
   * @param pieces the body in the pieces it is sent in
   * @param charset what turns the pieces into bytes
   */
  record Literal(int status, String type, List<String> pieces, Charset charset) implements Content {

    public Literal {
      pieces = List.copyOf(pieces);
    }
  }
}
