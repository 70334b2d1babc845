/**
 * What Kong is told of Keyway: the plugin's fields, the answer to Kong's query for plugins with
 * their schema, and Kong's configuration, made from policies. The fields stand in one place, {@link
 * dev.keyway.kong.config.PluginField}, which the plugin reads its configuration by.
 */
@NullMarked
package dev.keyway.kong.config;

import org.jspecify.annotations.NullMarked;
