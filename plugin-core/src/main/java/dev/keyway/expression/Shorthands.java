package dev.keyway.expression;

import dev.cel.runtime.CelFunctionBinding;
import dev.keyway.expression.Shorthand.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions that ask a request or an answer for what has a name. */
final class Shorthands {

  /** The one place where one is added. */
  static final List<Shorthand> TABLE =
      List.of(
          shorthand(
              "getReqHeader",
              "req.headers",
              Kind.VALUES,
              "every value of this header of the request, an empty list when there is none; its"
                  + " name counts whatever its case",
              "getReqHeader('X-Team')",
              "['blue', 'red']"),
          shorthand(
              "hasReqHeader",
              "req.headers",
              Kind.KNOWN,
              "whether the request has this header",
              "hasReqHeader('authorization')",
              "false"),
          shorthand(
              "getReqCookie",
              "req.cookies",
              Kind.FIRST,
              "the first cookie of this name that the request brings; null when there is none",
              "getReqCookie('session').value",
              "'abc'"),
          shorthand(
              "hasReqCookie",
              "req.cookies",
              Kind.KNOWN,
              "whether the request brings a cookie of this name",
              "hasReqCookie('session')",
              "true"),
          shorthand(
              "getQueryParam",
              "req.url.query_params",
              Kind.VALUES,
              "every value of this name in the request's query, an empty list when there is none",
              "getQueryParam('tag')",
              "['a b', 'c']"),
          shorthand(
              "hasQueryParam",
              "req.url.query_params",
              Kind.KNOWN,
              "whether the request's query has this name",
              "hasQueryParam('page')",
              "false"),
          shorthand(
              "getResHeader",
              "res.headers",
              Kind.VALUES,
              "every value of this header of the answer, an empty list when there is none; its name"
                  + " counts whatever its case",
              "getResHeader('Content-Type')",
              "['text/html; charset=utf-8']"),
          shorthand(
              "hasResHeader",
              "res.headers",
              Kind.KNOWN,
              "whether the answer has this header",
              "hasResHeader('Content-Type')",
              "true"),
          shorthand(
              "getResCookie",
              "res.cookies",
              Kind.FIRST,
              "the cookie of this name that the answer sets, the one with the longest path; null"
                  + " when there is none",
              "getResCookie('session').value",
              "'def'"),
          shorthand(
              "hasResCookie",
              "res.cookies",
              Kind.KNOWN,
              "whether the answer sets a cookie of this name",
              "hasResCookie('theme')",
              "false"));

  private Shorthands() {}

  private static Shorthand shorthand(
      String name, String path, Kind kind, String does, String example, String gives) {
    int dot = path.indexOf('.');
    return new Shorthand(
        name,
        path.substring(0, dot),
        FactPath.of(path.substring(dot + 1)),
        kind,
        new Manual("", does, example, gives));
  }

  static List<CelFunctionBinding> bindings() {
    return TABLE.stream().map(Shorthand::binding).toList();
  }

  /** Whether a function is what a shorthand expands to: its name after an at sign. */
  static boolean isExpansion(String function) {
    return TABLE.stream().anyMatch(each -> each.function().equals(function));
  }

  /** What people are told of one where it has nothing to ask, or null when it is none. */
  static @Nullable String elsewhere(String name) {
    return TABLE.stream()
        .filter(each -> each.name().equals(name))
        .map(each -> "'%s' reads %s, which is not there here".formatted(name, each.asked()))
        .findFirst()
        .orElse(null);
  }

  /** Those that have what they ask among these variables. */
  static Stream<Shorthand> fitting(Map<String, ValueType> variables) {
    return TABLE.stream().filter(each -> each.fits(variables));
  }
}
