/** Regular expressions (RE2) that anybody may write: bounded in size and in what a search costs. */
@NullMarked
package dev.keyway.regex;

import org.jspecify.annotations.NullMarked;
