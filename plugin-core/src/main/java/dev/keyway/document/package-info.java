/** YAML and JSON read with positions, so that a problem can name its line and column. */
@NullMarked
package dev.keyway.document;

import org.jspecify.annotations.NullMarked;
