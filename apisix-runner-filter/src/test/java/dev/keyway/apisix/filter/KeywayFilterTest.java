package dev.keyway.apisix.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.keyway.Keyway;
import dev.keyway.access.Caller;
import dev.keyway.access.HostContext;
import dev.keyway.access.PolicyRef;
import dev.keyway.access.SignedContext;
import dev.keyway.apisix.Callers;
import dev.keyway.document.Stillness;
import dev.keyway.health.Health;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.DecisionRecord;
import dev.keyway.testing.ManualClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.apisix.plugin.runner.A6Conf;
import org.apache.apisix.plugin.runner.PostRequest;
import org.apache.apisix.plugin.runner.PostResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywayFilterTest {

  private static final String CHAT = "{\"policy\":\"chat\"}";

  @TempDir private Path folder;
  private final ManualClock clock = new ManualClock();
  private final List<DecisionRecord> records = new ArrayList<>();
  private final Call call = new Call();
  private KeyFolder keys;
  private KeywayFilter filter;

  @BeforeEach
  void startWithAKey() {
    keys = new KeyFolder(folder);
    filter = filter(List.of(keys.write("context.key")));
  }

  private KeywayFilter filter(List<Path> files) {
    Keyway keyway =
        new Keyway(clock, new Random(1), new Health(null), ProviderUrls.NONE, records::add);
    return new KeywayFilter(
        new Routes(Callers.USUAL), Signing.at(files, keyway, clock, new Stillness(() -> 0)));
  }

  private HostContext signed(Told told) {
    assertThat(told.status()).isZero();
    assertThat(told.headers()).containsKey(SignedContext.HEADER);
    return keys.context(told.headers().get(SignedContext.HEADER), "context.key", clock.instant());
  }

  @Test
  void consumer_and_route_are_signed() {
    call.variables.put("consumer_name", "rita");
    call.variables.put("consumer_group_id", "research");
    call.variables.put("route_id", "r1");

    Told told =
        call.through("{\"policy\":\"chat\",\"prefix\":\"/ai\",\"vars\":{\"team\":\"x\"}}", filter);

    assertThat(told.headers()).containsOnlyKeys(SignedContext.HEADER);
    assertThat(signed(told))
        .isEqualTo(
            new HostContext(
                new Caller(
                    Caller.Voucher.HOST,
                    "rita",
                    "rita",
                    List.of("research"),
                    null,
                    Map.of(),
                    "192.0.2.7",
                    null,
                    null),
                "r1",
                "/ai",
                Map.of("team", "x"),
                new PolicyRef.Named("chat"),
                clock.instant()));
    assertThat(filter.requiredVars())
        .containsExactly("consumer_name", "consumer_group_id", "route_id");
  }

  /** The runner says an empty text for a variable that is not set. */
  @Test
  void client_whom_apisix_does_not_know_is_nobody() {
    call.variables.put("consumer_name", "");
    call.variables.put("consumer_group_id", "");
    call.variables.put("route_id", "");
    call.source = new byte[] {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    HostContext context = signed(call.through(CHAT, filter));

    assertThat(context.caller()).isEqualTo(Caller.unknown("2001:db8::1"));
    assertThat(context.routeId()).isNull();
  }

  @Test
  void anonymous_consumer_is_nobody() {
    call.variables.put("consumer_name", "anonymous");

    assertThat(signed(call.through(CHAT, filter)).caller()).isEqualTo(Caller.unknown("192.0.2.7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                               | names no policy: set policy to the name of one
          not json                         | the value of keyway:1:1: error: expected an object
          ''                               | the value of keyway is empty: write {\\"policy\\": NAME}
                                           | the value of keyway is empty: write {\\"policy\\": NAME}
          {"policy_inline":"providers: []"} | give the policy a name in the daemon's keyway.yaml
          """)
  void wrong_value_ends_requests_and_says_why(String value, String reason) {
    call.variables.put("route_id", "r1");

    Told told = call.through(value, filter);

    assertThat(told.status()).isEqualTo(500);
    assertThat(told.body()).startsWith("{\"error\":").contains(reason);
    assertThat(told.headers())
        .containsEntry("x-keyway-error", "policy_unavailable")
        .containsEntry("content-type", "application/json");
    assertThat(records).singleElement().extracting(DecisionRecord::route).isEqualTo("r1");
  }

  @Test
  void header_is_found_in_whatever_case_it_was_sent() {
    call.path = "/v1/models";
    call.headers.put("Anthropic-Version", "2023-06-01");

    assertThat(call.through("{}", filter).body()).startsWith("{\"type\":\"error\"");
  }

  @Test
  void nothing_is_signed_without_a_key() {
    Told told = call.through(CHAT, filter(List.of(keys.path("missing.key"))));

    assertThat(told.status()).isEqualTo(500);
    assertThat(told.body()).contains("has no key to sign").doesNotContain("missing.key");
  }

  @Test
  void answer_of_a_filter_before_it_stays() {
    PluginFilter denies =
        Filters.that(response -> {
          response.setStatusCode(403);
          response.setBody("denied");
        });

    Told told = call.through(CHAT, denies, filter);

    assertThat(told).isEqualTo(new Told(403, Map.of(), "denied"));
  }

  @Test
  void headers_that_a_filter_before_it_set_stay() {
    Told told =
        call.through(CHAT, Filters.that(response -> response.setReqHeader("a", "b")), filter);

    assertThat(told.headers()).containsEntry("a", "b").containsKey(SignedContext.HEADER);
  }

  @Test
  void request_that_a_filter_behind_it_lets_pass_all_the_same_has_no_signature() {
    call.headers.put("x-keyway-context", "forged");

    Told told =
        call.through("{}", filter, Filters.that(response -> response.setReqHeader("a", "b")));

    assertThat(told.status()).isZero();
    assertThat(told.headers()).containsEntry(SignedContext.HEADER, null);
  }

  @Test
  void whatever_is_thrown_ends_the_request_with_an_answer() {
    call.source = new byte[] {1, 2, 3};

    Told told = call.through(CHAT, filter);

    assertThat(told.status()).isEqualTo(500);
    assertThat(told.body()).contains("Keyway failed; the log of APISIX's runner says where.");
    assertThat(told.headers()).containsEntry("content-type", "application/json");
  }

  @Test
  void answers_of_upstreams_pass_where_keyway_stands_behind_them_by_mistake() {
    AtomicBoolean went = new AtomicBoolean();
    PluginFilter last =
        new PluginFilter() {
          @Override
          public String name() {
            return "last";
          }

          @Override
          public void postFilter(
              PostRequest request, PostResponse response, PluginFilterChain chain) {
            went.set(true);
          }
        };

    new PluginFilterChain(List.of(filter, last)).postFilter(null, null);

    assertThat(went).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"keyway,{}", "keyway,''", "keyway,", "other,x"})
  void configuration_is_taken_in_whatever_it_says(String name, String value) {
    Map<String, String> config = new HashMap<>();
    config.put(name, value);

    assertThatCode(() -> filter.watch(1, new A6Conf(config, null))).doesNotThrowAnyException();
  }
}
