/** Keyway as the tests of every gateway start it. */
@NullMarked
package dev.keyway.server.gateway;

import org.jspecify.annotations.NullMarked;
