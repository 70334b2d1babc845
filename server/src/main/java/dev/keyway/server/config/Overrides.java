package dev.keyway.server.config;

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
 * @param providers addresses of providers, over those of the file
 */
public record Overrides(
    @Nullable PolicyFile policy,
    @Nullable HostAndPort listen,
    boolean requireNone,
    @Nullable AdminAt admin,
    @Nullable Path accessKeysFile,
    RecordsConfig.@Nullable Target records,
    List<ProviderAddress> providers) {

  /** All as the file says. */
  public static final Overrides NONE =
      new Overrides(null, null, false, null, null, null, List.of());

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
