package dev.keyway.apisix.runner;

/** What becomes of a request. */
public sealed interface Action permits Rewrite, Stop {}
