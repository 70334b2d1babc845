/** How an attempt is put on the wire: URL, headers, credential, body. */
@NullMarked
package dev.keyway.provider;

import org.jspecify.annotations.NullMarked;
