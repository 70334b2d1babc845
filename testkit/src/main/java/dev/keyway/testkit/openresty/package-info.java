/**
 * What gateways that are nginx with Lua have in common: how nginx's sockets, pools and headers
 * behave towards Lua, and an nginx around it, with a stand-in for its access phase.
 *
 * <p>Text is as Lua has it: a string's characters are bytes (ISO 8859-1), whatever they encode.
 */
@NullMarked
package dev.keyway.testkit.openresty;

import org.jspecify.annotations.NullMarked;
