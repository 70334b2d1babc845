/**
 * A runner for external plugins of APISIX in Java, on virtual threads. Nothing of Keyway is in it.
 *
 * <p>A plugin is an {@link dev.keyway.apisix.runner.A6Plugin}. APISIX prepares the configuration of
 * a route once, names it by a token from then on, and asks with each request what is to become of
 * it. {@link dev.keyway.apisix.runner.RunnerServer} answers on a Unix socket, the one that {@code
 * ext-plugin.path_for_test} in APISIX's config.yaml names, or that a command forwards:
 *
 * <pre>{@code
 * try (RunnerServer server = RunnerServer.start(socket, List.of(new Greeting()))) { ... }
 * }</pre>
 *
 * <p>The protocol is the one of APISIX 3.9 to 3.18 (apisix/plugins/ext-plugin/init.lua in its
 * source; the messages are those of ext-plugin-proto). Four things shape this API:
 *
 * <ul>
 *   <li>All of APISIX's workers wait while one configuration is prepared, so a plugin must be quick
 *       to take one in, and do what takes time in the first request.
 *   <li>A message that APISIX can't read is a crash there, and may block preparing for half a
 *       minute. So whatever a plugin does, the answer is a whole message: what goes wrong here ends
 *       the request with status 500 and says so.
 *   <li>A worker that is told of an unknown token forgets those of all workers. So a token is made
 *       of what it stands for, and all that were given stay valid.
 *   <li>APISIX's texts need not be UTF-8: a client may send any bytes. Texts that are no UTF-8 are
 *       read byte by byte, as ISO 8859-1.
 * </ul>
 */
@NullMarked
package dev.keyway.apisix.runner;

import org.jspecify.annotations.NullMarked;
