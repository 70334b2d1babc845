/** What every gateway's adapter must pass, whatever its gateway. */
@NullMarked
package dev.keyway.testkit;

import org.jspecify.annotations.NullMarked;
