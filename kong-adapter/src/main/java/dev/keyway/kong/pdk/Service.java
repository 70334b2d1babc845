package dev.keyway.kong.pdk;

/** The upstream that gets the request. */
public interface Service {

  /**
   * {@code kong.service.set_target}: another upstream than the Service's. It sets the Host header
   * too, to the host without the port. When the Service's own host is an IP address, this one must
   * be one as well, since Kong then resolves no name. Scheme and time-outs stay the Service's.
   */
  void setTarget(String host, int port) throws KongGoneException;

  /** The request that goes there. */
  ServiceRequest request();
}
