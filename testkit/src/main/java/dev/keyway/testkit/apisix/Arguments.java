package dev.keyway.testkit.apisix;

import dev.keyway.testkit.openresty.Chance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The arguments of a query as a Lua table: names have no order, the values of one name have. */
final class Arguments {

  private final Map<String, List<Entry>> byName = new LinkedHashMap<>();

  /** {@code ngx.req.get_uri_args(0)}: all of them. */
  static Arguments parse(String query) {
    Arguments arguments = new Arguments();
    for (String each : query.split("&", -1)) {
      int equals = each.indexOf('=');
      String name = Uris.decoded(equals < 0 ? each : each.substring(0, equals), true);
      if (!name.isEmpty()) {
        arguments.add(
            new Entry(name, equals < 0 ? null : Uris.decoded(each.substring(equals + 1), true)));
      }
    }
    return arguments;
  }

  void add(Entry argument) {
    byName.computeIfAbsent(argument.name(), any -> new ArrayList<>()).add(argument);
  }

  void remove(String name) {
    byName.remove(name);
  }

  /** The first value of a name comes first, and so on. */
  List<Entry> inAnyOrder(Chance chance) {
    return chance.order(byName.values()).stream().flatMap(List::stream).toList();
  }

  /** {@code ngx.encode_args}. */
  String encoded(Chance chance) {
    return inAnyOrder(chance).stream().map(Arguments::encoded).collect(Collectors.joining("&"));
  }

  private static String encoded(Entry argument) {
    String name = Uris.escapedArgument(argument.name());
    String value = argument.value();
    return value == null ? name : name + "=" + Uris.escapedArgument(value);
  }
}
