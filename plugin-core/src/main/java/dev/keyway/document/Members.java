package dev.keyway.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects an object's fields; a name given twice is a problem, and its first value counts. */
final class Members {

  private final Place object;
  private final Problems problems;
  private final Map<String, Node.Member> byName = new LinkedHashMap<>();

  Members(Place object, Problems problems) {
    this.object = object;
    this.problems = problems;
  }

  void add(Node.Member member) {
    Node.Member first = byName.putIfAbsent(member.name(), member);
    if (first != null) {
      problems.error(
          member.namePlace(),
          "given twice; the first is in line " + first.namePlace().line() + ", remove one of them");
    }
  }

  /** The fields of a merged object that this one does not have. */
  void addAbsent(Node.Mapping merged) {
    merged.members().forEach(member -> byName.putIfAbsent(member.name(), member));
  }

  Node.Mapping mapping() {
    return new Node.Mapping(object, List.copyOf(byName.values()));
  }
}
