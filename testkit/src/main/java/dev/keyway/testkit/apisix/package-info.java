/**
 * APISIX's side of its protocol for external plugins, and enough of a gateway around it.
 *
 * <p>No APISIX can be had as a package, so {@link dev.keyway.testkit.apisix.ApisixPeer} does on the
 * wire what APISIX does. It is held to what APISIX's own client code was recorded to send. With the
 * adapters it shares FlatBuffers' classes of the messages, and nothing else.
 *
 * <p>Text is as Lua has it: a string's characters are bytes (ISO 8859-1), whatever they encode.
 */
@NullMarked
package dev.keyway.testkit.apisix;

import org.jspecify.annotations.NullMarked;
