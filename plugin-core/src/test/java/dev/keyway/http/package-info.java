@NullMarked
package dev.keyway.http;

import org.jspecify.annotations.NullMarked;
