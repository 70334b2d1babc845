package dev.keyway.policy;

import dev.keyway.catalogue.Datacenter;
import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a model's {@code datacenters}: where it runs. */
final class DatacentersReader {

  private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

  private final Reading reading;

  DatacentersReader(Reading reading) {
    this.reading = reading;
  }

  /** Null when the list is absent. */
  @Nullable List<Datacenter> read(Fields model) {
    if (model.node("datacenters") == null) {
      return null;
    }
    List<Datacenter> datacenters = new ArrayList<>();
    for (Fields entry : model.objects("datacenters")) {
      Node.Scalar country = entry.scalar("country_code");
      String region = entry.text("region");
      if (entry.node("country_code") == null && entry.node("region") == null) {
        reading.error(entry.place(), "expected country_code, region, or both");
      } else {
        datacenters.add(new Datacenter(code(country), region));
      }
      entry.end();
    }
    return datacenters;
  }

  private @Nullable String code(Node.@Nullable Scalar country) {
    if (country == null) {
      return null;
    }
    if (!COUNTRY.matcher(country.text()).matches()) {
      reading.error(country.place(), "expected a country's two letters (ISO 3166-1), such as NO");
    }
    return country.text().toUpperCase(Locale.ROOT);
  }
}
