package dev.keyway.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An HTTP proxy on this machine that leads every request to one port of it, whatever host is asked
 * for, or refuses all.
 */
final class TestProxy implements AutoCloseable {

  /** The first lines and headers of what it was asked. */
  final Queue<String> heads = new ConcurrentLinkedQueue<>();

  private final ServerSocket server = new ServerSocket();
  private final int target;
  private volatile int refusal;

  TestProxy(int target) throws IOException {
    this.target = target;
    server.bind(new InetSocketAddress(loopback(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  /** Refuses from now on, with this status. */
  TestProxy refusing(int status) {
    refusal = status;
    return this;
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      if (refusal != 0) {
        say(
            client,
            "HTTP/1.1 %d No\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n"
                .formatted(refusal));
        return;
      }
      try (Socket provider = new Socket(loopback(), target)) {
        if (head.startsWith("CONNECT ")) {
          say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
          say(provider, head.replaceFirst("http://[^/]+", ""));
        }
        Thread back = Thread.ofVirtual().start(() -> copy(provider, client));
        copy(client, provider);
        back.join();
      }
    } catch (IOException gone) {
      // So is this connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      // The other direction ends by itself.
    }
  }

  private static void say(Socket to, String text) throws IOException {
    OutputStream out = to.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no head");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
