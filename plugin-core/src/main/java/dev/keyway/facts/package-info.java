/** What an expression may ask about a request: {@code req}, {@code client}, {@code ai.request}. */
@NullMarked
package dev.keyway.facts;

import org.jspecify.annotations.NullMarked;
