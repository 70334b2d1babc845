/** Tests of reading, editing and refusing requests. */
@NullMarked
package dev.keyway.request;

import org.jspecify.annotations.NullMarked;
