package dev.keyway.route;

import static dev.keyway.catalogue.Definitions.provider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.refusal.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixed mode: with whose keys a provider is asked, and for whom. */
class HouseKeysTest {

  @ParameterizedTest(name = "vouched {0}, brings key {1}, policy has key {2}, {3}: {4}")
  @CsvSource({
    "true,  false, false, neither,          HOUSE",
    "true,  false, false, on_exhausted,     HOUSE",
    "true,  false, false, after_client_key, HOUSE",
    "true,  true,  false, neither,          CLIENT",
    "true,  true,  false, on_exhausted,     CLIENT",
    "true,  true,  false, after_client_key, CLIENT HOUSE",
    "true,  false, true,  neither,          POLICY",
    "true,  false, true,  on_exhausted,     POLICY HOUSE",
    "true,  false, true,  after_client_key, POLICY",
    "true,  true,  true,  neither,          POLICY",
    "true,  true,  true,  on_exhausted,     POLICY HOUSE",
    "true,  true,  true,  after_client_key, POLICY",
    "false, false, false, neither,          ",
    "false, false, false, on_exhausted,     ",
    "false, false, false, after_client_key, ",
    "false, true,  false, neither,          CLIENT",
    "false, true,  false, after_client_key, CLIENT",
    "false, false, true,  neither,          POLICY",
    "false, false, true,  on_exhausted,     POLICY",
    "false, true,  true,  on_exhausted,     POLICY",
  })
  void whoPays(
      boolean vouched, boolean brings, boolean policyHas, String use, @Nullable String payers) {
    RoutingCase policy = RoutingCase.policy().houseKey("openai");
    if (vouched) {
      policy.callerMayUse(null, null);
    }
    if (brings) {
      policy.clientBringsKey();
    }
    if (policyHas) {
      policy.withKey(provider("openai"));
    }
    switch (use) {
      case "on_exhausted" -> policy.houseOnExhausted();
      case "after_client_key" -> policy.houseAfterClientKey();
      default -> {}
    }
    Routing routing = policy.route("gpt-4o");
    if (payers == null) {
      assertThat(refusal(routing)).isEqualTo(ErrorCode.NO_API_KEY);
    } else {
      assertThat(payers(routing)).containsExactly("openai:gpt-4o " + payers);
    }
  }

  /** A row of the page: who calls, with what, and who pays in which order under which switch. */
  @Test
  void whoPays_isAsThePageSays() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/access.md")).stream()
            .filter(line -> line.matches("\\| (not )?vouched for .*"))
            .toList();
    assertThat(rows).hasSize(6);
    for (String row : rows) {
      String[] cells = row.split(" *\\| *", -1);
      for (String brings : cells[2].split(" or ", -1)) {
        boolean vouched = cells[1].equals("vouched for");
        for (String use : List.of("neither", "on_exhausted", "after_client_key")) {
          whoPays(
              vouched, brings.equals("yes"), cells[3].equals("yes"), use, payers(cells[4], use));
        }
      }
    }
  }

  private static @Nullable String payers(String cell, String use) {
    Matcher names = Pattern.compile("`(policy|house|client)`").matcher(cell);
    List<String> payers =
        names.results().map(name -> name.group(1).toUpperCase(Locale.ROOT)).toList();
    boolean all = payers.size() < 2 || cell.contains("`" + use + ": use`");
    return payers.isEmpty() ? null : String.join(" ", all ? payers : payers.subList(0, 1));
  }

  @Test
  void callerNobodyVouchesFor_isToldWhyThereIsNoKey() {
    Routing routing = RoutingCase.policy().houseKey("openai").route("gpt-4o");
    assertThat(routing.excluded())
        .singleElement()
        .extracting(Exclusion::reason)
        .asString()
        .contains("house keys", "callers somebody vouches for", "authorization");
  }

  @Test
  void callerNobodyVouchesFor_isAskedForAKey_evenWhereModelServersNeedNone() {
    RoutingCase policy =
        RoutingCase.policy()
            .withoutKey(provider("vllm").at("http://localhost:8000"))
            .houseKey("vllm");
    assertThat(refusal(policy.route("vllm:m"))).isEqualTo(ErrorCode.NO_API_KEY);
    assertThat(payers(policy.callerMayUse(null, null).route("vllm:m")))
        .containsExactly("vllm:m HOUSE");
  }

  @Test
  void credentialThatIsNotClear_isNoneForTheHouseToReplace() {
    RoutingCase policy =
        RoutingCase.policy().houseKey("openai").callerMayUse(null, null).clientBringsSeveralKeys();
    assertThat(refusal(policy.route("gpt-4o"))).isEqualTo(ErrorCode.NO_API_KEY);
    assertThat(payers(policy.houseAfterClientKey().route("gpt-4o")))
        .containsExactly("openai:gpt-4o HOUSE");
  }

  @Test
  void clientsKey_goesToOneProvider_andTheHouseDoesNotStandInElsewhere() {
    Routing routing = twoHouses().clientBringsKey().route("claude-sonnet-4-5", "gpt-4o");
    assertThat(payers(routing)).containsExactly("anthropic:claude-sonnet-4-5 CLIENT");
    assertThat(routing.excluded()).extracting(Exclusion::model).containsExactly("openai:gpt-4o");
  }

  @Test
  void clientsKey_goesToOneProvider_andTheHouseStandsInElsewhere_whereThePolicySaysSo() {
    Routing routing =
        twoHouses()
            .clientBringsKey()
            .houseAfterClientKey()
            .route("claude-sonnet-4-5", "gpt-4o", "mistral:mistral-large-latest");
    assertThat(payers(routing))
        .containsExactly("anthropic:claude-sonnet-4-5 CLIENT HOUSE", "openai:gpt-4o HOUSE");
    assertThat(routing.excluded())
        .extracting(Exclusion::model)
        .containsExactly("mistral:mistral-large-latest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "ngrok/auto"})
  void auto_offersWhatTheHousePaysFor_toCallersSomebodyVouchesFor(String name) {
    RoutingCase policy = RoutingCase.policy().withoutKey(provider("mistral")).houseKey("mistral");
    assertThat(refusal(policy.route(name))).isEqualTo(ErrorCode.NO_API_KEY);
    assertThat(payers(policy.callerMayUse(null, null).route(name)))
        .isNotEmpty()
        .allMatch(payer -> payer.startsWith("mistral:") && payer.endsWith(" HOUSE"));
  }

  @Test
  void auto_neverSendsTheClientsKeyToAProviderOfTheHouse() {
    RoutingCase policy =
        RoutingCase.policy()
            .withoutKey(provider("mistral"))
            .houseKey("mistral")
            .callerMayUse(null, null)
            .clientBringsKey();
    assertThat(policy.route("auto")).isInstanceOf(Routing.Nothing.class);
    assertThat(payers(policy.houseAfterClientKey().route("auto")))
        .isNotEmpty()
        .allMatch(payer -> payer.endsWith(" HOUSE"));
  }

  @Test
  void callersLimits_holdForHouseKeys() {
    Routing routing =
        RoutingCase.policy()
            .houseKey("openai")
            .callerMayUse(List.of("anthropic"), null)
            .route("gpt-4o");
    assertThat(refusal(routing)).isEqualTo(ErrorCode.FORBIDDEN);
  }

  private static RoutingCase twoHouses() {
    return RoutingCase.policy().houseKey("anthropic").houseKey("openai").callerMayUse(null, null);
  }

  private static ErrorCode refusal(Routing routing) {
    assertThat(routing).isInstanceOf(Routing.Nothing.class);
    return ((Routing.Nothing) routing).refusal().code();
  }

  private static List<String> payers(Routing routing) {
    assertThat(routing).isInstanceOf(Routing.Found.class);
    return ((Routing.Found) routing)
        .candidates().stream()
            .map(one -> one.provider().id() + ":" + one.model().id() + " " + payers(one))
            .toList();
  }

  private static String payers(Candidate candidate) {
    return String.join(" ", candidate.payers().stream().map(Payer::name).toList());
  }
}
