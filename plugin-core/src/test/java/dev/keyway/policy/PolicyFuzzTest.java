package dev.keyway.policy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keyway.document.Problem.Severity;
import dev.keyway.policy.PolicyReader.Origin;

class PolicyFuzzTest {

  private static final PolicyReader READER =
      Policies.reader(Severity.WARNING, new Origin.Operator());

  /** Whatever comes in loads or is refused with a reason. */
  @FuzzTest(maxDuration = "60s")
  void anyTextLoadsOrIsRefused(FuzzedDataProvider data) {
    if (READER.read("fuzz", data.consumeRemainingAsBytes()) instanceof PolicyReading.Refused refused
        && refused.problems().stream().noneMatch(p -> p.severity() == Severity.ERROR)) {
      throw new IllegalStateException("refused without a reason");
    }
  }
}
