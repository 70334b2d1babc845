/** What is known of keys and models as a document: written, and read back strictly. */
@NullMarked
package dev.keyway.snapshot;

import org.jspecify.annotations.NullMarked;
