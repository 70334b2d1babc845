/**
 * What every adapter does for a route of its host gateway: reads what the route's configuration
 * says, and stamps requests for the relay. The adapter itself only knows how its host says it.
 */
@NullMarked
package dev.keyway.host;

import org.jspecify.annotations.NullMarked;
