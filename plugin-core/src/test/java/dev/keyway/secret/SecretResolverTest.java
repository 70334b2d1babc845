package dev.keyway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretResolverTest {

  private static final SecretRef KEY = new SecretRef("default", "key");

  private final Map<String, String> environment = new HashMap<>();
  private final SecretResolver resolver = SecretResolver.ofEnvironment(environment::get);

  @Test
  void vault_that_is_not_configured_lies_in_the_environment() throws Exception {
    environment.put("OPENAI_PRIMARY_KEY", "sk-1");

    SecretHandle handle = resolver.resolve(new SecretRef("openai", "primary-key"));

    assertThat(handle.current()).isEqualTo(Secret.of("sk-1"));
  }

  @Test
  void configured_vault_goes_before_the_environment() throws Exception {
    SecretStore file = name -> Optional.of(Secret.of("of-file-" + name));
    var both =
        new SecretResolver(
            Map.of("openai", file), vault -> EnvironmentStore.forVault(vault, environment::get));

    assertThat(both.resolve(new SecretRef("openai", "a")).current())
        .isEqualTo(Secret.of("of-file-a"));
  }

  @Test
  void unknown_vault_is_named_with_those_there_are() {
    var resolver =
        new SecretResolver(Map.of("google", SecretStore.EMPTY, "aws", SecretStore.EMPTY));

    assertThatThrownBy(() -> resolver.resolve(new SecretRef("asw", "key")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("secret asw/key: there is no vault asw; configured are: aws, google");
  }

  @Test
  void vault_that_is_not_configured_is_a_part_of_default() throws Exception {
    SecretStore byDefault = name -> Optional.of(Secret.of("of-default-" + name.replace('/', '.')));
    var resolver = new SecretResolver(Map.of("default", byDefault, "aws", SecretStore.EMPTY));

    assertThat(resolver.resolve(new SecretRef("openai", "primary-key")).current())
        .isEqualTo(Secret.of("of-default-openai.primary-key"));
    assertThat(resolver.resolve(new SecretRef("default", "openai/primary-key")).current())
        .isEqualTo(Secret.of("of-default-openai.primary-key"));
  }

  @Test
  void vault_that_is_configured_is_not_looked_for_in_default() {
    SecretStore byDefault = name -> Optional.of(Secret.of("of-default"));
    var resolver = new SecretResolver(Map.of("default", byDefault, "aws", SecretStore.EMPTY));

    assertThatThrownBy(() -> resolver.resolve(new SecretRef("aws", "key")))
        .hasMessage("secret aws/key is not set");
  }

  @Test
  void secret_that_default_has_not_either_is_told_with_both_vaults() {
    var environmentOnly =
        new SecretResolver(
            Map.of("default", EnvironmentStore.forVault("default", environment::get)));

    assertThatThrownBy(() -> environmentOnly.resolve(new SecretRef("asw", "key")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage(
            "secret asw/key (environment variable ASW_KEY) is not set;"
                + " there is no vault asw, so default was asked");
  }

  @Test
  void references_that_meet_in_one_variable_of_default_clash() {
    var environmentOnly =
        new SecretResolver(
            Map.of("default", EnvironmentStore.forVault("default", environment::get)));
    var joined = new SecretRef("default", "openai-key");
    var split = new SecretRef("openai", "key");

    assertThat(environmentOnly.clashes(List.of(joined, split)))
        .containsExactly(new SecretClash(joined, split, "OPENAI_KEY"));
  }

  @Test
  void vault_with_a_slash_in_its_name_has_no_part_of_default() {
    SecretStore byDefault = name -> Optional.of(Secret.of("v"));
    var resolver = new SecretResolver(Map.of("default", byDefault));

    assertThat(resolver.flaw(new SecretRef("a/b", "key")))
        .isEqualTo(
            "secret a/b/key can't be looked for:"
                + " a vault that is not configured has a name without a slash");
    assertThatThrownBy(() -> resolver.resolve(new SecretRef("a/b", "key")))
        .isInstanceOf(SecretUnavailableException.class);
  }

  @Test
  void unset_secret_is_named_with_its_variable() {
    assertThatThrownBy(() -> resolver.resolve(new SecretRef("openai", "key")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("secret openai/key (environment variable OPENAI_KEY) is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "'sk-1\n', ends with a line break",
    "'sk-1\r\n', ends with a line break",
    "'sk\n1', holds a control character",
    "'sk\t1', holds a control character",
    "'sk–1', holds a character outside ASCII",
  })
  void value_that_cannot_stand_in_a_header_is_refused(String value, String flaw) {
    environment.put("KEY", value);

    assertThatThrownBy(() -> resolver.resolve(KEY))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageStartingWith("secret default/key (environment variable KEY) " + flaw);
  }

  @Test
  void references_on_one_variable_clash() {
    var joined = new SecretRef("default", "openai-key");
    var split = new SecretRef("openai", "key");

    assertThat(resolver.clashes(List.of(joined, KEY, split, split)))
        .containsExactly(new SecretClash(joined, split, "OPENAI_KEY"));
    assertThat(new SecretClash(joined, split, "OPENAI_KEY").message())
        .isEqualTo(
            "secrets default/openai-key and openai/key both read the environment variable"
                + " OPENAI_KEY: rename one of them");
  }

  @Test
  void references_to_other_stores_never_clash() {
    var stores = new SecretResolver(Map.of("a", SecretStore.EMPTY, "b", SecretStore.EMPTY));

    assertThat(stores.clashes(List.of(new SecretRef("a", "k"), new SecretRef("b", "k")))).isEmpty();
  }

  @Test
  void same_reference_has_one_handle() throws Exception {
    environment.put("KEY", "sk-1");

    assertThat(resolver.resolve(KEY)).isSameAs(resolver.resolve(new SecretRef("default", "key")));
  }

  @Test
  void refresh_shows_a_new_value_under_a_new_version() throws Exception {
    environment.put("KEY", "sk-1");
    SecretHandle handle = resolver.resolve(KEY);
    int before = handle.version();
    environment.put("KEY", "sk-2");

    SecretRefresh refresh = resolver.refresh();

    assertThat(handle.current()).isEqualTo(Secret.of("sk-2"));
    assertThat(handle.version()).isGreaterThan(before);
    assertThat(refresh).isEqualTo(new SecretRefresh(List.of(KEY), List.of()));
  }

  @Test
  void refresh_of_an_unchanged_value_keeps_the_version() throws Exception {
    environment.put("KEY", "sk-1");
    SecretHandle handle = resolver.resolve(KEY);
    int before = handle.version();

    assertThat(resolver.refresh().changed()).isEmpty();
    assertThat(handle.version()).isEqualTo(before);
  }

  @Test
  void refresh_that_fails_keeps_the_value_and_says_so() throws Exception {
    environment.put("KEY", "sk-1");
    SecretHandle handle = resolver.resolve(KEY);
    environment.remove("KEY");

    SecretRefresh refresh = resolver.refresh();

    assertThat(handle.current()).isEqualTo(Secret.of("sk-1"));
    assertThat(refresh.failures())
        .containsExactly(
            new SecretRefresh.Failure(
                KEY, "secret default/key (environment variable KEY) is not set"));
  }

  @Test
  void reading_a_value_does_not_wait_for_a_refresh() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    SecretStore slow = slowAfterFirst(reading, answer);
    var resolver = new SecretResolver(Map.of("default", slow));
    SecretHandle handle = resolver.resolve(KEY);
    try (var threads = Executors.newSingleThreadExecutor()) {
      var refresh = threads.submit(resolver::refresh);
      reading.await();

      assertThat(handle.current()).isEqualTo(Secret.of("old"));
      assertThat(resolver.resolve(KEY)).isSameAs(handle);

      answer.countDown();
      assertThat(refresh.get().changed()).containsExactly(KEY);
    }
    assertThat(handle.current()).isEqualTo(Secret.of("new"));
  }

  @Test
  void two_first_readers_get_one_handle() throws Exception {
    CountDownLatch bothRead = new CountDownLatch(2);
    SecretStore meeting =
        name -> {
          bothRead.countDown();
          await(bothRead);
          return Optional.of(Secret.of("v"));
        };
    var resolver = new SecretResolver(Map.of("default", meeting));
    try (var threads = Executors.newFixedThreadPool(2)) {
      var one = threads.submit(() -> resolver.resolve(KEY));
      var other = threads.submit(() -> resolver.resolve(KEY));

      assertThat(one.get()).isSameAs(other.get());
    }
  }

  @Test
  void successor_keepsTheVersionOfAValueThatStays() throws Exception {
    environment.put("KEY", "sk-1");
    environment.put("OPENAI_KEY", "sk-2");
    SecretHandle stays = resolver.resolve(KEY);
    SecretHandle changes = resolver.resolve(new SecretRef("openai", "key"));
    SecretStore other = name -> Optional.of(Secret.of("sk-1"));

    var next = resolver.successor(new SecretResolver(Map.of("default", other, "openai", other)));

    assertThat(next.resolve(KEY).version()).isEqualTo(stays.version());
    assertThat(next.resolve(new SecretRef("openai", "key")).version())
        .isGreaterThan(Math.max(stays.version(), changes.version()));
    assertThat(next.resolve(new SecretRef("openai", "new")).version()).isGreaterThan(2);
  }

  @Test
  void flaw_tellsWhatNoSecretCanMend() {
    var folder = new SecretResolver(Map.of("openai", new FolderStore(Path.of("secrets"))));

    assertThat(folder.flaw(new SecretRef("openai", "key"))).isNull();
    assertThat(folder.flaw(new SecretRef("openai", "../key")))
        .startsWith("secret openai/../key can't");
    assertThat(folder.flaw(new SecretRef("google", "key")))
        .isEqualTo("secret google/key: there is no vault google; configured are: openai");
    assertThat(resolver.flaw(new SecretRef("any", "../key"))).isNull();
  }

  @Test
  void files_areThoseOfReferencesInUse(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("key"), "sk-1");
    environment.put("KEY", "sk-2");
    var both =
        new SecretResolver(
            Map.of(
                "openai",
                new FolderStore(folder),
                "default",
                EnvironmentStore.forVault("default", environment::get)));
    SecretHandle inFile = both.resolve(new SecretRef("openai", "key"));
    SecretHandle inEnvironment = both.resolve(KEY);

    assertThat(both.files())
        .isEqualTo(Map.of(new SecretRef("openai", "key"), folder.resolve("key")));
    assertThat(inFile.current()).isNotEqualTo(inEnvironment.current());
  }

  private static SecretStore slowAfterFirst(CountDownLatch reading, CountDownLatch answer) {
    int[] reads = {0};
    return name -> {
      if (reads[0]++ == 0) {
        return Optional.of(Secret.of("old"));
      }
      reading.countDown();
      await(answer);
      return Optional.of(Secret.of("new"));
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
