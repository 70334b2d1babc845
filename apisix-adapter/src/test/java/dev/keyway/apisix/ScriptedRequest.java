package dev.keyway.apisix;

import dev.keyway.apisix.runner.A6Request;
import dev.keyway.apisix.runner.Entry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One request in APISIX, which answers what it is told to answer and notes what it was asked. */
final class ScriptedRequest implements A6Request {

  /** What was asked for, a list a round trip. */
  final List<List<String>> asked = new ArrayList<>();

  final Map<String, String> variables = new HashMap<>();
  final Map<String, String> headers = new HashMap<>();
  String path = "/v1/chat/completions";
  byte[] source = {(byte) 192, 0, 2, 7};

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public InetAddress source() {
    try {
      return InetAddress.getByAddress(source);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String header(String name) {
    return headers.get(name);
  }

  @Override
  public List<Entry> headers() {
    throw new AssertionError("nobody reads all headers");
  }

  @Override
  public List<Entry> arguments() {
    throw new AssertionError("nobody reads the query");
  }

  @Override
  public List<String> variables(String... names) {
    asked.add(List.of(names));
    List<String> values = new ArrayList<>();
    for (String name : names) {
      values.add(variables.get(name));
    }
    return values;
  }
}
