package dev.keyway.kong.pdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the recordings don't show of the API: bytes by the field numbers of Kong's protocol. */
@Timeout(60)
class PdkTest {

  @TempDir Path folder;

  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

  static Stream<Arguments> tellingCalls() {
    return Stream.of(
        told(
            "kong.service.set_target",
            "0a 03 'a.b' 10 90 3f",
            k -> k.service().setTarget("a.b", 8080)),
        told(
            "kong.service.request.set_raw_body",
            "0a 02 00ff",
            k -> k.service().request().setRawBody(new byte[] {0, -1})),
        told(
            "kong.service.request.set_raw_query",
            "0a 03 'a=b'",
            k -> k.service().request().setRawQuery("a=b")),
        told(
            "kong.service.request.set_method",
            "0a 03 'PUT'",
            k -> k.service().request().setMethod("PUT")),
        told(
            "kong.service.request.set_scheme",
            "0a 05 'https'",
            k -> k.service().request().setScheme("https")),
        told("kong.log.err", "0a 03 1a 01 'a'", k -> k.log().err("a")),
        told("kong.log.warn", "0a 03 1a 01 'a'", k -> k.log().warn("a")),
        told("kong.log.notice", "0a 03 1a 01 'a'", k -> k.log().notice("a")),
        told("kong.log.info", "0a 03 1a 01 'a'", k -> k.log().info("a")),
        told("kong.log.debug", "0a 03 1a 01 'a'", k -> k.log().debug("a")));
  }

  private static Arguments told(String function, String bytes, Told.Access access) {
    return arguments(function, bytes, access);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tellingCalls")
  void a_call_that_returns_nothing_says_this(String function, String bytes, Told.Access access)
      throws Exception {
    try (Stage stage = Stage.of(folder, new Told(access));
        KongWorker kong = stage.worker()) {
      kong.sendEvent(kong.start("told", "{}"), "access");

      assertThat(kong.receive()).asString(UTF_8).isEqualTo(function);
      assertThat(kong.receive()).isEqualTo(bytes(bytes));
    }
  }

  private Object asked(Asking asking, String function, String reply) throws Exception {
    Told plugin = new Told(kong -> told.add(String.valueOf(asking.ask(kong))));
    try (Stage stage = Stage.of(folder, plugin);
        KongWorker kong = stage.worker()) {
      kong.access(kong.start("told", "{}"), Map.of(function, bytes(reply)));
    }
    return told.take();
  }

  @FunctionalInterface
  private interface Asking {
    Object ask(Kong kong) throws Exception;
  }

  @Test
  void the_forwarded_address_is_a_text() throws Exception {
    assertThat(
            asked(
                kong -> kong.client().forwardedIp(),
                "kong.client.get_forwarded_ip",
                "0a 07 '1.2.3.4'"))
        .isEqualTo("1.2.3.4");
  }

  @Test
  void a_body_that_kong_can_not_give_comes_with_its_reason() throws Exception {
    assertThat(asked(kong -> kong.request().rawBody(), "kong.request.get_raw_body", "1a 02 'no'"))
        .isEqualTo("Unavailable[reason=no]");
  }

  @Test
  void a_body_that_is_empty_has_no_bytes() throws Exception {
    assertThat(
            asked(
                kong -> ((RawBody.Content) kong.request().rawBody()).bytes().length,
                "kong.request.get_raw_body",
                ""))
        .isEqualTo("0");
  }

  @Test
  void a_credential_that_is_not_there_is_null() throws Exception {
    assertThat(asked(kong -> kong.client().credential(), "kong.client.get_credential", ""))
        .isEqualTo("null");
  }

  @Test
  void a_text_that_is_no_utf8_is_read_byte_by_byte() throws Exception {
    byte[] latin = "café".getBytes(ISO_8859_1);
    assertThat(
            asked(
                kong -> kong.request().header("x-latin"),
                "kong.request.get_header",
                "0a 04 " + HexFormat.of().formatHex(latin)))
        .isEqualTo("café");
    assertThat(
            asked(
                kong -> kong.request().headers(100),
                "kong.request.get_headers",
                "0a 0d 0a 03 'x-l' 12 06 1a 04 " + HexFormat.of().formatHex(latin)))
        .isEqualTo("{x-l=[café]}");
  }

  @Test
  void values_that_kong_has_none_of_are_refused() throws Exception {
    Told.Access[] wrong = {
      kong -> kong.response().exit(99, null, Map.of()),
      kong -> kong.response().exit(600, null, Map.of()),
      kong -> kong.request().headers(0),
      kong -> kong.request().headers(1_001),
      kong -> kong.shared().set("a", new Object()),
      kong -> kong.shared().set("a", Arrays.asList("b", null)),
    };
    for (Told.Access each : wrong) {
      Told plugin =
          new Told(kong -> {
            try {
              each.handle(kong);
            } catch (IllegalArgumentException e) {
              told.add(e.getMessage());
            }
          });
      try (Stage stage = Stage.of(folder, plugin);
          KongWorker kong = stage.worker()) {
        assertThat(kong.access(kong.start("told", "{}")).functions()).isEmpty();
      }
    }
    assertThat(List.copyOf(told))
        .containsExactly(
            "status 99: Kong takes 100 to 599",
            "status 600: Kong takes 100 to 599",
            "a limit of 0 headers: Kong takes 1 to 1000",
            "a limit of 1001 headers: Kong takes 1 to 1000",
            "java.lang.Object is no value of Kong's: expected a String, Number, Boolean, List or Map",
            "null is no value of Kong's: expected a String, Number, Boolean, List or Map");
  }

  /** Hexadecimal digits, and texts in apostrophes. */
  private static byte[] bytes(String shown) {
    StringBuilder digits = new StringBuilder();
    String[] parts = shown.split("'", -1);
    for (int i = 0; i < parts.length; i++) {
      digits.append(
          i % 2 == 0
              ? parts[i].replace(" ", "")
              : HexFormat.of().formatHex(parts[i].getBytes(UTF_8)));
    }
    return HexFormat.of().parseHex(digits);
  }
}
