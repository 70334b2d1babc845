/** What a client asks for: the surface, the dialect, and the body read in place. */
@NullMarked
package dev.keyway.request;

import org.jspecify.annotations.NullMarked;
