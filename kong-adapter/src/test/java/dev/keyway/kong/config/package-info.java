@NullMarked
package dev.keyway.kong.config;

import org.jspecify.annotations.NullMarked;
