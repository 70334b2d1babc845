package dev.keyway.server.config;

import dev.keyway.policy.HostActions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says over the configuration's file. Null: nothing.
 *
 * @param policy one policy more; entry listeners that name none run under it
 * @param listen the address of the one entry listener
 * @param requireNone whether entry listeners let in whoever comes
 * @param admin where the operator's side door is
 * @param accessKeysFile the gateway's own client keys
 * @param records where records go
 * @param ignoreHostActions whether what the host gateway does is a warning in policies
 * @param providers addresses of providers, over those of the file
 */
public record Overrides(
    @Nullable PolicyFile policy,
    @Nullable HostAndPort listen,
    boolean requireNone,
    @Nullable AdminAt admin,
    @Nullable Path accessKeysFile,
    RecordsConfig.@Nullable Target records,
    boolean ignoreHostActions,
    List<ProviderAddress> providers) {

  /** All as the file says. */
  public static final Overrides NONE =
      new Overrides(null, null, false, null, null, null, false, List.of());

  /** All as the file says, but for what the host gateway does. */
  public static Overrides ofHostActions(HostActions hostActions) {
    boolean ignored = hostActions == HostActions.IGNORED;
    return new Overrides(null, null, false, null, null, null, ignored, List.of());
  }

  /** The same with this policy. */
  public Overrides with(PolicyFile other) {
    return new Overrides(
        other, listen, requireNone, admin, accessKeysFile, records, ignoreHostActions, providers);
  }

  public Overrides {
    providers = List.copyOf(providers);
  }

  /**
   * Where the operator's side door is to be.
   *
   * @param address null: nowhere
   */
  public record AdminAt(@Nullable HostAndPort address) {

    /** Reads {@code HOST:PORT} or {@code none}; null when the text is neither. */
    public static @Nullable AdminAt parse(String text) {
      HostAndPort address = HostAndPort.parse(text);
      return address == null && !text.equals("none") ? null : new AdminAt(address);
    }
  }
}
