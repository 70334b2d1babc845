/**
 * The rules of a traffic policy: conditions, actions, and one request's way through them. Pure: a
 * run says what is needed next, and whoever asks carries it out. It knows nothing of providers: an
 * {@code ai-gateway} action is a number to it.
 */
@NullMarked
package dev.keyway.rule;

import org.jspecify.annotations.NullMarked;
