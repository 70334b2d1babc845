package dev.keyway.server.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
      List<String> head = new ArrayList<>();
      response
          .headers()
          .map()
          .forEach((name, values) -> values.forEach(value -> head.add(name + ": " + value)));
      return new Reply(
          response.statusCode(), head, Lines.of("the response", response.body()), client);
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

  /**
   * A response, whose body may still be coming.
   *
   * @param head {@code name: value}
   * @param body its lines as they come
   * @param sender what must be closed in the end
   */
  record Reply(int status, List<String> head, Lines body, AutoCloseable sender)
      implements AutoCloseable {

    private static Reply of(Child curl) {
      List<String> head = new ArrayList<>();
      Lines all = curl.out();
      all.await(String::isEmpty);
      for (String line : all.text().split("\n", -1)) {
        if (line.isEmpty()) {
          break;
        }
        head.add(line);
      }
      int status = Integer.parseInt(head.removeFirst().split(" ", -1)[1]);
      return new Reply(status, head, all, curl);
    }

    /** The first header of this name; fails when there is none. */
    String header(String name) {
      String start = name + ": ";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no header " + name + " in " + head));
    }

    /** Head and body as text, when all of it is there. */
    String text() {
      List<String> lines = body.awaitEnd();
      return String.join("\n", head) + "\n\n" + String.join("\n", lines);
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
