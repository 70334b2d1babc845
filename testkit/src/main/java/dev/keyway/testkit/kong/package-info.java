/**
 * Kong's side of its plugin-server protocol, and enough of a gateway around it.
 *
 * <p>No Kong can be had as a package, so {@link dev.keyway.testkit.kong.KongPeer} does on the wire
 * what Kong does. It is held to what Kong's real client code was recorded to send, and it shares no
 * code with the adapter it is used to test: it reads and writes protobuf by field numbers.
 *
 * <p>Text is as Lua has it: a string's characters are bytes (ISO 8859-1), whatever they encode.
 */
@NullMarked
package dev.keyway.testkit.kong;

import org.jspecify.annotations.NullMarked;
