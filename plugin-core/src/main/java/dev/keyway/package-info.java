/** Decides which provider, which model and which key serve a request, and says why. */
@NullMarked
package dev.keyway;

import org.jspecify.annotations.NullMarked;
