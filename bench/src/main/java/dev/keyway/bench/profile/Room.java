package dev.keyway.bench.profile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose a sample is: a system call's, else that of the nearest caller who is not the JDK. So what
 * the JDK does counts for who asked it to, and a library's work for the library, whoever called it.
 */
final class Room {

  static final String UNKNOWN = "no stack";
  static final String JDK = "JDK";

  private static final Pattern OURS = Pattern.compile("dev\\.keyway\\.(?:([a-z]+)\\.)?.*");
  private static final Pattern PLATFORM = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");

  private static final Map<String, String> LIBRARIES =
      Map.of(
          "io.netty.", "Netty",
          "io.vertx.", "Vert.x",
          "io.grpc.", "gRPC",
          "com.google.protobuf.", "Protobuf",
          "dev.cel.", "CEL",
          "com.fasterxml.", "Jackson",
          "com.github.benmanes.", "Caffeine",
          "io.micrometer.", "Micrometer");

  private Room() {}

  /**
   * @param stack what ran first, its callers behind it
   */
  static String of(List<Frame> stack) {
    if (stack.isEmpty()) {
      return UNKNOWN;
    }
    String call = systemCall(stack.getFirst());
    if (call != null) {
      return call;
    }
    return stack.stream()
        .map(Frame::type)
        .filter(type -> !PLATFORM.matcher(type).matches())
        .findFirst()
        .map(Room::named)
        .orElse(JDK);
  }

  private static @Nullable String systemCall(Frame top) {
    boolean sockets =
        top.type().startsWith("io.netty.channel.") || top.type().startsWith("sun.nio.");
    if (!top.isNative() || !sockets) {
      return null;
    }
    String method = top.method().toLowerCase(Locale.ROOT);
    if (method.contains("wait")) {
      return "system: wait";
    }
    if ((method.contains("write") && !method.contains("eventfd")) || method.contains("send")) {
      return "system: send";
    }
    return method.contains("read") || method.contains("recv") ? "system: receive" : "system: other";
  }

  private static String named(String type) {
    Matcher ours = OURS.matcher(type);
    if (ours.matches()) {
      return ours.group(1) == null ? "keyway" : "keyway: " + ours.group(1);
    }
    return LIBRARIES.entrySet().stream()
        .filter(library -> type.startsWith(library.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("other libraries");
  }
}
