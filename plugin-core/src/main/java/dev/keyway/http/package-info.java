/** Small HTTP values that every room shares: ordered headers, slices of bytes. */
@NullMarked
package dev.keyway.http;

import org.jspecify.annotations.NullMarked;
