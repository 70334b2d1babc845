/**
 * What Kong is told of Keyway: the plugin's fields, the answer to Kong's query for plugins with
 * their schema, and Kong's configuration, made from policies.
 */
@NullMarked
package dev.keyway.kong.config;

import org.jspecify.annotations.NullMarked;
