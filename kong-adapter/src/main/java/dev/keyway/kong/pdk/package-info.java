/**
 * A plugin development kit for Kong in Java: a server for Kong's external plugins, and Kong's own
 * functions as a typed API. Nothing of Keyway is in it.
 *
 * <p>A plugin is a {@link dev.keyway.kong.pdk.KongPlugin}. Kong starts an instance of it for each
 * configuration in each of its worker processes, and lets that instance handle each request's
 * {@code access} phase; what the instance may ask and do meanwhile is {@link
 * dev.keyway.kong.pdk.Kong}. {@link dev.keyway.kong.pdk.PluginServer} serves them on a Unix socket:
 *
 * <pre>{@code
 * try (PluginServer server = PluginServer.start(socket, List.of(new Greeting()))) { ... }
 * }</pre>
 *
 * <p>The protocol is the one that Kong calls {@code ProtoBuf:1} (kong/runloop/plugin_servers and
 * kong/include/kong/pluginsocket.proto in its source), as Kong 3.4 to 3.9 speak it. Three things
 * shape this API:
 *
 * <ul>
 *   <li>The protocol has no way to tell of an error. A closed connection makes Kong repeat the
 *       event, without any limit, and a late answer makes old versions let the request pass. So
 *       whatever goes wrong here ends in {@code kong.response.exit} with status 500; a connection
 *       is closed only when Kong names an instance that is not known, which is how Kong learns to
 *       start it again.
 *   <li>A call costs a round trip to Kong. Calls that return nothing are sent with whatever comes
 *       next, at last with the end of the event, so they cost none.
 *   <li>Kong's texts need not be UTF-8: a client may send any bytes in a header. Texts that are no
 *       UTF-8 are read byte by byte, as ISO 8859-1.
 * </ul>
 */
@NullMarked
package dev.keyway.kong.pdk;

import org.jspecify.annotations.NullMarked;
