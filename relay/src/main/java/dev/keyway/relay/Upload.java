package dev.keyway.relay;

import dev.keyway.refusal.Refusal;
import dev.keyway.request.FormRest;
import java.util.function.Consumer;

/**
 * What follows the beginning of a body that an attempt begins with.
 *
 * @param rest where it comes from
 * @param watch whom it is shown on its way
 * @param taken runs when the first of it is taken, after which there is no second attempt
 * @param refused takes why the rest must not go on, or does not come; the attempt is to be ended
 */
record Upload(ClientRest rest, FormRest watch, Runnable taken, Consumer<Refusal> refused) {}
