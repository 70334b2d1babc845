package dev.keyway.expression;

import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.keyway.http.QueryString;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a map as the query of a URL, names in alphabetical order. */
final class QueryText {

  private final BoundedText text = new BoundedText();
  private final Meter meter;
  private String before = "";

  private QueryText(Meter meter) {
    this.meter = meter;
  }

  static String of(Map<?, ?> map, Meter meter) {
    QueryText query = new QueryText(meter);
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put(name.toString(), value));
    sorted.forEach(query::add);
    return query.text.toString();
  }

  private void add(String name, Object value) {
    if (value instanceof List<?> several) {
      several.forEach(each -> pair(name, each));
    } else {
      pair(name, value);
    }
  }

  private void pair(String name, Object value) {
    if (value instanceof List<?> || value instanceof Map<?, ?> || Absent.isNull(value)) {
      throw new CelOverloadNotFoundException("query");
    }
    meter.charge(2);
    text.append(before).append(QueryString.escape(name));
    text.append("=").append(QueryString.escape(FormattedValue.of(value, meter)));
    before = "&";
  }
}
