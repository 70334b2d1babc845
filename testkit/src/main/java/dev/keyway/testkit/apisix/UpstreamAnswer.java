package dev.keyway.testkit.apisix;

import dev.keyway.http.Headers;

/** What upstream answered, where a plugin looks at it. */
public record UpstreamAnswer(int status, Headers headers, byte[] body) {}
