package dev.keyway.server.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What sends a request: each as its users get it, with nothing set. */
enum Client {
  /** The JDK's, which offers HTTP/2. */
  JAVA {
    @Override
    Reply send(URI daemon, Ask ask) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(daemon.resolve(ask.path()))
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(ask.body()));
      ask.headers().forEach(request::header);
      HttpClient client = HttpClient.newHttpClient();
      HttpResponse<InputStream> response = response(client, request.build());
      InputStream all = new SequenceInputStream(head(response), response.body());
      return new Reply(response.statusCode(), Lines.of("the response", all), client);
    }
  },

  /** curl, which is what the manual shows. */
  CURL {
    @Override
    Reply send(URI daemon, Ask ask) {
      List<String> command =
          new ArrayList<>(List.of("curl", "-q", "--silent", "--show-error", "-N", "--include"));
      command.addAll(List.of("-H", "content-type: application/json"));
      ask.headers().forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
      command.addAll(List.of("--data-binary", ask.body(), daemon.resolve(ask.path()).toString()));
      ProcessBuilder builder = new ProcessBuilder(command);
      KeywayCommand.in(Checkout.ROOT).prepare(builder);
      Child curl = Child.start(builder);
      return Reply.of(curl);
    }
  };

  /** Sends it and returns when the response's head is there. */
  abstract Reply send(URI daemon, Ask ask);

  private static HttpResponse<InputStream> response(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As curl shows it. */
  private static InputStream head(HttpResponse<?> response) {
    StringBuilder head = new StringBuilder("HTTP " + response.statusCode() + "\n");
    response
        .headers()
        .map()
        .forEach((name, values) -> head.append(name + ": " + String.join(", ", values) + "\n"));
    return new ByteArrayInputStream(head.append("\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A response, whose body may still be coming.
   *
   * @param lines head, empty line, body
   * @param sender what must be closed in the end
   */
  record Reply(int status, Lines lines, AutoCloseable sender) implements AutoCloseable {

    private static Reply of(Child curl) {
      String statusLine = curl.out().await(line -> line.startsWith("HTTP/1.1 "));
      return new Reply(Integer.parseInt(statusLine.split(" ", -1)[1]), curl.out(), curl);
    }

    /** The first header of this name; fails when there is none. */
    String header(String name) {
      String start = name + ": ";
      return lines
          .await(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .substring(start.length());
    }

    /** Head and body, when all of it is there. */
    String text() {
      return String.join("\n", lines.awaitEnd());
    }

    @Override
    public void close() {
      try {
        sender.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
