/**
 * {@code GET /v1/models}: the models that a caller may use, told in the client's dialect. Which
 * these are {@link dev.keyway.route.Menu} says.
 */
@NullMarked
package dev.keyway.models;

import org.jspecify.annotations.NullMarked;
