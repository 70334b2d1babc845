/**
 * Bytes that are not ours, looked at eight at a time: JSON cut into tokens where it stands, UTF-8
 * held to its form, texts found.
 */
@NullMarked
package dev.keyway.scan;

import org.jspecify.annotations.NullMarked;
