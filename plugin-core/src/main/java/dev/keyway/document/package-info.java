/**
 * YAML and JSON read with positions, so that a problem can name its line and column; small files,
 * read and replaced whole, and followed while they change.
 */
@NullMarked
package dev.keyway.document;

import org.jspecify.annotations.NullMarked;
