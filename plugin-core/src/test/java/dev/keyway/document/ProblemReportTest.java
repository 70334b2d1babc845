package dev.keyway.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.document.Problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemReportTest {

  private static final Problem ERROR =
      new Problem(Severity.ERROR, "providers[0].api_key", 3, 5, "unknown field", "api_keys");
  private static final Problem WARNING =
      new Problem(Severity.WARNING, "", 0, 0, "odd\nthing", null);

  @Test
  void textHasTheFormOfCompilers() {
    assertThat(new ProblemReport("policy.yaml", List.of(ERROR, WARNING)).text())
        .isEqualTo(
            """
            policy.yaml:3:5: error: providers[0].api_key: unknown field (did you mean "api_keys"?)
            policy.yaml: warning: odd\\u000athing
            """);
  }

  @Test
  void jsonHoldsEveryFile() {
    ProblemReport wrong = new ProblemReport("a.yaml", List.of(ERROR));
    ProblemReport right = new ProblemReport("b.yaml", List.of(WARNING));

    assertThat(ProblemReport.json(List.of(wrong, right)))
        .isEqualTo(
            """
            {"ok":false,"files":[\
            {"file":"a.yaml","ok":false,"problems":[{"severity":"error","path":"providers[0].api_key",\
            "line":3,"column":5,"message":"unknown field","nearest":"api_keys"}]},\
            {"file":"b.yaml","ok":true,"problems":[{"severity":"warning","path":"","message":"odd\\nthing"}]}]}\
            """);
  }
}
