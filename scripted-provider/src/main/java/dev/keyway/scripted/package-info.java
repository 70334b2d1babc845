/**
 * Providers of language models that answer by script and record what they received.
 *
 * <p>For tests, examples and demonstrations. A provider started here is a real HTTP server on
 * 127.0.0.1; nothing it does is simulated above the socket, so that a reset is a reset.
 *
 * <pre>{@code
 * try (ScriptedProvider openai = ScriptedProvider.start("openai")) {
 *   openai.whenKey("key-one").always(OpenAi.insufficientQuota());
 *   openai.whenKey("key-two").answer(OpenAi.rateLimited(Duration.ofSeconds(20)), Answer.ok("Hello"));
 *
 *   // ... send requests to openai.baseUrl() with either key ...
 *
 *   Received first = openai.awaitRequests(1, Duration.ofSeconds(5)).getFirst();
 *   assert first.key().equals("key-one");
 * }
 * }</pre>
 *
 * <p>An {@link dev.keyway.scripted.Answer} is made of what is said and of what happens on the way.
 * {@link dev.keyway.scripted.Point Points} name places in a response, {@link
 * dev.keyway.scripted.Move moves} what happens there:
 *
 * <pre>{@code
 * Gate gate = new Gate();
 * openai.answer(
 *     Answer.ok("Hel", "lo").waitingAt(Point.afterContent(1), gate), // until gate.open()
 *     Answer.ok("Hel", "lo").resettingAt(Point.beforeContent()), // role-only delta, then RST
 *     Answer.ok("Hel", "lo").stallingAt(Point.beforeHead()), // never answers
 *     Answer.ok("Hel", "lo").endingAt(Point.afterContent(1), OpenAi.errorEvent()),
 *     Anthropic.overloaded().pausingAt(Point.beforeHead(), Duration.ofMillis(300)));
 * }</pre>
 *
 * <p>The real errors of real providers are in {@link dev.keyway.scripted.OpenAi}, {@link
 * dev.keyway.scripted.Anthropic}, {@link dev.keyway.scripted.Google} and their like; {@link
 * dev.keyway.scripted.QuotaHeaders} has what they say of their limits. With nothing scripted a
 * provider echoes.
 */
@NullMarked
package dev.keyway.scripted;

import org.jspecify.annotations.NullMarked;
