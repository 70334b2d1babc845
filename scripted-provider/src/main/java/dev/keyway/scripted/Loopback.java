package dev.keyway.scripted;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** 127.0.0.1, never ::1: what is printed is what is bound. */
final class Loopback {

  private Loopback() {}

  /** A port of it; 0 for any. */
  static InetSocketAddress port(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  static URI securedUrl(int port) {
    return URI.create("https://127.0.0.1:" + port);
  }
}
