package dev.keyway.document;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class DocumentFuzzTest {

  /** Whatever comes in: a tree, or a problem, and never an exception. */
  @FuzzTest(maxDuration = "30s")
  void anyTextReadsOrLeavesAProblem(FuzzedDataProvider data) {
    Problems problems = new Problems();
    Node node = DocumentReader.read(data.consumeRemainingAsBytes(), problems);
    if (node != null) {
      Fields fields = Fields.of(node, problems);
      if (fields != null) {
        fields.free("a");
        fields.duration("b");
        fields.end();
      }
    }
    new ProblemReport("file", problems.inOrder()).text();
  }
}
