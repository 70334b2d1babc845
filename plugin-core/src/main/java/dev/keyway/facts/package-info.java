/**
 * What an expression may ask about a request and its answer: {@code req}, {@code client}, {@code
 * ai.request}, {@code res}.
 */
@NullMarked
package dev.keyway.facts;

import org.jspecify.annotations.NullMarked;
