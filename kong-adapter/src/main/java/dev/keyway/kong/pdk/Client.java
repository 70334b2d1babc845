package dev.keyway.kong.pdk;

import org.jspecify.annotations.Nullable;

/** Who asks. An authentication plugin has to run before this one, with a higher priority. */
public interface Client {

  /**
   * {@link #consumer} and {@link #credential} in one round trip; null when there is no consumer.
   * Kong's authentication plugins set both, and for their anonymous consumer no credential.
   */
  @Nullable Authenticated authenticated() throws KongGoneException;

  /**
   * {@code kong.client.get_consumer}: who was authenticated, or null. A consumer that an
   * authentication plugin names in its {@code anonymous} field is a consumer here as well: see
   * {@link #authenticated}.
   */
  @Nullable Consumer consumer() throws KongGoneException;

  /**
   * {@code kong.client.get_credential}: the id of the credential that was used, or null. The
   * protocol carries nothing else of it.
   */
  @Nullable String credential() throws KongGoneException;

  /** {@code kong.client.get_ip}: the address of who connected, be it a proxy before Kong. */
  String ip() throws KongGoneException;

  /**
   * {@code kong.client.get_forwarded_ip}: the client's address by the forwarding headers of the
   * proxies in Kong's {@code trusted_ips}; without such a proxy the same as {@link #ip}.
   */
  String forwardedIp() throws KongGoneException;

  /** {@code kong.client.get_port}: the port of who connected. */
  int port() throws KongGoneException;
}
