/** How many tokens a prompt has. The only package that imports a tokenizer. */
@NullMarked
package dev.keyway.token;

import org.jspecify.annotations.NullMarked;
