package dev.keyway.expression;

/**
 * What people are told of a function. The page of functions is made of it, and a test evaluates
 * each example.
 *
 * @param receivers what it is called on, such as {@code lists of models}
 * @param does what it does, a sentence without a full stop
 * @param example an expression over the example world of the page
 * @param gives what the example gives: names of models, keys, providers; numbers and texts as in
 *     CEL
 */
record Manual(String receivers, String does, String example, String gives) {}
