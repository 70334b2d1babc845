package dev.keyway.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownFailureTest {

  static List<KnownFailure> rows() {
    return KnownFailure.table();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isFoundByWhatItDescribes_soNoEarlierRowHidesIt(KnownFailure row) {
    ClassifyRule rule = row.rule();
    Finding.Failed failed =
        new Finding.Failed(
            rule.status(),
            rule.status() == null ? 200 : rule.status(),
            new ErrorBody(words(rule.type()), words(rule.code()), rule.messageStart(), null),
            false);
    String provider = Objects.requireNonNullElse(rule.provider(), "any");
    assertThat(rows().stream().filter(other -> other.rule().matches(provider, failed)).findFirst())
        .contains(row);
  }

  private static List<String> words(@Nullable String word) {
    return Stream.ofNullable(word).toList();
  }
}
