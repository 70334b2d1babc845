package dev.keyway.classify;

import org.jspecify.annotations.Nullable;

/**
 * One row of the classifier's table: what an answer must look like, and the scope it then has. A
 * null column matches everything. Rows are tried in order; the first that matches decides.
 *
 * @param provider the provider's id
 * @param status the HTTP status
 * @param type the error's {@code type} field (Gemini: {@code status}), compared without regard to
 *     case
 * @param code the error's {@code code} field or a detail's {@code reason}, compared without regard
 *     to case
 * @param messageStart how the error object's message begins, compared without regard to case
 * @param scope what it means
 */
public record ClassifyRule(
    @Nullable String provider,
    @Nullable Integer status,
    @Nullable String type,
    @Nullable String code,
    @Nullable String messageStart,
    Scope scope) {}
