/** The operator's side door: health, metrics, recent records, refresh. */
@NullMarked
package dev.keyway.server.admin;

import org.jspecify.annotations.NullMarked;
