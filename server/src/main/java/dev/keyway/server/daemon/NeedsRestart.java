package dev.keyway.server.daemon;

import dev.keyway.relay.ClientLimits;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.RecordsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells what of a changed configuration can't change while the daemon runs: sockets that are open,
 * and what connections were made with.
 */
final class NeedsRestart {

  private NeedsRestart() {}

  /** The fields in which the configuration differs and that stay as they were at the start. */
  static List<String> fields(DaemonConfig started, DaemonConfig wanted) {
    List<String> fields = new ArrayList<>();
    add(fields, "listeners", started.listeners(), wanted.listeners());
    add(fields, "gateways", started.gateways(), wanted.gateways());
    add(fields, "admin", started.admin(), wanted.admin());
    add(fields, "egress", started.upstream(), wanted.upstream());
    add(
        fields,
        "limits.client_header_timeout",
        started.limits().headerTimeout(),
        wanted.limits().headerTimeout());
    add(fields, "limits.idle", started.limits().idle(), wanted.limits().idle());
    add(fields, "records.to", started.records().to(), wanted.records().to());
    add(fields, "records.facts", started.records().facts(), wanted.records().facts());
    add(fields, "zone", started.zone(), wanted.zone());
    return fields;
  }

  private static void add(
      List<String> fields, String name, @Nullable Object started, @Nullable Object wanted) {
    if (!Objects.equals(started, wanted)) {
      fields.add(name);
    }
  }

  /** The configuration as far as it can be followed: these fields as they were at the start. */
  static DaemonConfig without(DaemonConfig started, DaemonConfig wanted) {
    ClientLimits limits = wanted.limits();
    return new DaemonConfig(
        wanted.file(),
        started.listeners(),
        started.gateways(),
        started.admin(),
        wanted.policies(),
        wanted.policyFolders(),
        wanted.hostActions(),
        wanted.vaults(),
        wanted.inlineVaults(),
        wanted.accessKeysFile(),
        wanted.context(),
        wanted.providers(),
        wanted.providerTls(),
        started.upstream(),
        new ClientLimits(
            limits.requestBodyBytes(),
            limits.uploadBytes(),
            limits.concurrentRequests(),
            limits.headerBytes(),
            started.limits().headerTimeout(),
            limits.bodyTimeout(),
            started.limits().idle()),
        new RecordsConfig(
            started.records().to(), wanted.records().sample(), started.records().facts()),
        started.zone(),
        wanted.grace());
  }
}
