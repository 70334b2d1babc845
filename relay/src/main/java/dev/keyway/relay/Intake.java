package dev.keyway.relay;

import dev.keyway.request.ClientBody;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as far as it is kept.
 *
 * @param rest what comes after that, or null when that is all
 */
record Intake(ClientBody body, @Nullable ClientRest rest) {}
