package dev.keyway.hostconfig;

/**
 * Keyway's listener of kind gateway, as a host gateway reaches it.
 *
 * @param host a name or an IP address, an IPv6 one without brackets
 * @param tls whether it takes TLS alone
 */
public record RelayAddress(String host, int port, boolean tls) {}
