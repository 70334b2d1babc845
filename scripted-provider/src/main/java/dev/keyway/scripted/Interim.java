package dev.keyway.scripted;

import java.util.List;

/**
 * An informational response before the real one.
 *
 * @param status 100 to 199
 * @param headers its fields
 */
public record Interim(int status, List<Header> headers) {

  public Interim {
    headers = List.copyOf(headers);
  }
}
