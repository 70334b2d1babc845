package dev.keyway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.keyway.classify.Outcome.Stage;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BreakageTest {

  @Test
  void name_that_nobody_knows_fails_at_dns() throws Exception {
    try (DatagramSocket nameServer = new DatagramSocket(new InetSocketAddress(loopback(), 0))) {
      Thread.ofVirtual().start(() -> knowNothing(nameServer));
      AddressResolverOptions resolver =
          new AddressResolverOptions().addServer("127.0.0.1:" + nameServer.getLocalPort());
      Vertx vertx = Vertx.vertx(new VertxOptions().setAddressResolverOptions(resolver));

      Throwable failure =
          catchThrowable(() ->
              vertx
                  .createHttpClient()
                  .request(HttpMethod.POST, 443, "provider.example", "/")
                  .await());

      assertThat(Breakage.whileConnecting(failure)).isEqualTo(Stage.DNS);
      vertx.close().await();
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** Answers every question by "no such name" (RFC 1035, section 4.1.1: response code 3). */
  private static void knowNothing(DatagramSocket socket) {
    try {
      while (true) {
        DatagramPacket question = new DatagramPacket(new byte[512], 512);
        socket.receive(question);
        byte[] answer = Arrays.copyOf(question.getData(), question.getLength());
        answer[2] = (byte) 0x81;
        answer[3] = (byte) 0x83;
        // The question goes back; what may follow it (EDNS) does not.
        Arrays.fill(answer, 6, 12, (byte) 0);
        socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
