/**
 * What a policy file looks like, as records: one a JSON object, one component a field. The JSON
 * Schema that editors read and the reference that people read are both generated from here, and
 * tests hold them together with the reader.
 */
@NullMarked
package dev.keyway.schema;

import org.jspecify.annotations.NullMarked;
