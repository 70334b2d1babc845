"""Anthropic's library: what it makes of refusals, when it comes back and when it leaves."""

import asyncio
import contextlib
import ssl
import time

import anthropic
import httpx2
from anthropic import AsyncAnthropic

from anthropic_library import asked, awaiting_only, case, message, ours


def told(scene, e, status, code):
    """The exception has the status, our code and our message."""
    assert (e.status_code, e.error_code) == (status, code), e
    assert e.api_message and e.response.headers["x-keyway-error"] == code
    scene.shows = f"`{type(e).__name__}`, `{code}`"


@case("errors", "400, a body that is wrong")
async def a_wrong_body_is_a_bad_request(scene):
    e = await scene.refused(anthropic.BadRequestError, message, scene, "any", extra_body={"model": 7})
    told(scene, e, 400, "invalid_request_body")


@case("errors", "400, by the provider's judgement")
async def the_providers_judgement_passes(scene):
    provider = scene.provider("anthropic").says({"error": "invalid_parameter"})
    e = await scene.refused(anthropic.BadRequestError, message, scene, ours(provider))
    assert "temperature: Input should be less than" in str(e)
    scene.shows = "`BadRequestError`, the provider's message"


@case("errors", "401, a wrong access key")
async def a_wrong_key_is_an_authentication_error(scene):
    stranger = scene.client.with_options(api_key="kw-unknown")
    e = await scene.refused(anthropic.AuthenticationError, message, scene, "claude-sonnet-4-5", stranger)
    told(scene, e, 401, "unauthenticated")


@case("errors", "403, a model that the key may not use")
async def a_model_the_key_may_not_use(scene):
    limited = scene.client.with_options(api_key=scene.stage.limited_key)
    e = await scene.refused(anthropic.PermissionDeniedError, message, scene, "claude-sonnet-4-5", limited)
    told(scene, e, 403, "forbidden")


@case("errors", "404, a path that is not served")
async def an_unknown_path_is_not_found(scene):
    e = await scene.refused(anthropic.NotFoundError, scene.client.get, "/v1/nothing", cast_to=object)
    told(scene, e, 404, "unknown_path")


@case("errors", "405, a wrong method")
async def a_wrong_method(scene):
    e = await scene.refused(anthropic.APIStatusError, scene.client.get, "/v1/messages", cast_to=object)
    told(scene, e, 405, "method_not_allowed")


@case("errors", "413, a body that is too large")
async def a_large_body_is_refused(scene):
    large = [{"role": "user", "content": "x" * 3_000_000}]
    e = await scene.refused(anthropic.RequestTooLargeError, message, scene, "claude-sonnet-4-5", messages=large)
    told(scene, e, 413, "request_too_large")


@case("errors", "422, a model that nobody has")
async def an_unknown_model_is_unprocessable(scene):
    e = await scene.refused(anthropic.UnprocessableEntityError, message, scene, "claude-sonet-4-5")
    told(scene, e, 422, "no_matching_models")


@case("errors", "429, every key rate-limited")
async def every_key_rate_limited(scene):
    provider = scene.provider("anthropic").says({"error": "rate_limited", "after": 40_000})
    e = await scene.refused(anthropic.RateLimitError, message, scene, ours(provider))
    told(scene, e, 429, "rate_limited")
    assert 0 < int(e.response.headers["retry-after"]) <= 40
    scene.shows += ", `retry-after`"


@case("errors", "502, nobody can be reached")
async def nobody_can_be_reached(scene):
    e = await scene.refused(anthropic.InternalServerError, message, scene, "nowhere:any")
    told(scene, e, 502, "upstream_unreachable")


@case("errors", "503, every provider fails")
async def every_provider_fails(scene):
    provider = scene.provider("house").says({"error": "overloaded"})
    e = await scene.refused(anthropic.ServiceUnavailableError, message, scene, f"down:{provider.model}")
    told(scene, e, 503, "all_providers_failed")


@case("errors", "504, `total_timeout` is over")
async def our_time_is_over(scene):
    provider = scene.provider("anthropic").says({"silent": True})
    impatient = scene.client.with_options(base_url=scene.stage.impatient, max_retries=2)
    e = await scene.refused(anthropic.GatewayTimeoutError, message, scene, ours(provider), impatient)
    told(scene, e, 504, "timeout")
    assert len(provider.received()) <= 1, "a request was sent again after its time was over"
    scene.shows += ", not sent again"


def patient(scene):
    return scene.client.with_options(max_retries=2)


@case("retries", "429, keys are back in 400 ms")
async def a_short_rate_limit_is_waited_for(scene):
    provider = scene.provider("anthropic").says({"error": "rate_limited", "after": 400}, {"say": ["Hello"]})
    began = time.monotonic()
    answer = await scene.value(message(scene, ours(provider), patient(scene)))
    assert answer.content[0].text == "Hello"
    assert 0.3 <= time.monotonic() - began < 15
    assert [one["headers"]["x-stainless-retry-count"] for one in provider.received()] == ["0", "1"]
    scene.shows = "one retry, then served"


@case("retries", "429, keys are back in an hour")
async def a_long_rate_limit_is_not_waited_for(scene):
    provider = scene.provider("anthropic").says({"error": "rate_limited", "after": 3_600_000})
    e = await scene.refused(anthropic.RateLimitError, message, scene, ours(provider), patient(scene))
    assert e.response.headers["x-should-retry"] == "false"
    assert len(provider.received()) == 1
    scene.shows = "no retry"


@case("retries", "503, a provider that is back at once")
async def a_failure_that_may_pass_is_tried_again(scene):
    provider = scene.provider("house").says({"error": "overloaded"}, {"say": ["Hello"]})
    answer = await scene.value(message(scene, f"shaky:{provider.model}", patient(scene)))
    assert answer.content[0].text == "Hello"
    scene.shows = "retried, then served"


@case("retries", "503, a key that is revoked")
async def a_revoked_key_is_not_tried_again(scene):
    provider = scene.provider("house").says({"error": "invalid_key"})
    e = await scene.refused(
        anthropic.ServiceUnavailableError, message, scene, f"revoked:{provider.model}", patient(scene)
    )
    assert e.response.headers["x-should-retry"] == "false"
    assert len(provider.received()) <= 1
    scene.shows = "no retry"


@case("leaving", "in the middle of a stream", stream=True)
async def a_client_that_closes_its_stream(scene):
    provider = scene.provider("anthropic").says({"say": ["first", "second"], "hold": 1})
    async with scene.inside(scene.client.messages.stream(**asked(ours(provider)))) as stream:
        async for _ in scene.each(stream.text_stream):
            break
    provider.sees_the_client_leave()
    scene.shows = "the provider's call is cancelled"


@case("time-outs", "the library's own")
async def the_library_gives_up(scene):
    provider = scene.provider("anthropic").says({"silent": True})
    hasty = scene.client.with_options(timeout=2)
    await scene.refused(anthropic.APITimeoutError, message, scene, ours(provider), hasty)
    provider.sees_the_client_leave()
    scene.shows = "`APITimeoutError`; the provider's call is cancelled"


@awaiting_only.case("leaving", "before the answer")
async def a_task_that_is_cancelled(scene):
    provider = scene.provider("anthropic").says({"silent": True})
    task = asyncio.ensure_future(message(scene, ours(provider)))
    while not provider.received():
        await asyncio.sleep(0.02)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    provider.sees_the_client_leave()
    scene.shows = "the provider's call is cancelled"


def not_served(what, call):
    async def run(scene):
        e = await scene.refused(anthropic.NotFoundError, lambda: call(scene.client))
        told(scene, e, 404, "unknown_path")
        scene.shows = "`NotFoundError`, `unknown_path`"

    case("not served", what)(run)


not_served("message batches", lambda client: client.messages.batches.retrieve("msgbatch_1"))
not_served("files", lambda client: client.beta.files.retrieve_metadata("file_1"))


@case("HTTP/2", "answer over TLS", stream=True)
async def http2_over_tls(scene):
    kind = httpx2.AsyncClient if isinstance(scene.client, AsyncAnthropic) else httpx2.Client
    trusting = kind(http2=True, verify=ssl.create_default_context(cafile=scene.stage.certificate))
    client = scene.client.with_options(base_url=scene.stage.secured, http_client=trusting)
    provider = scene.provider("anthropic").says({"say": ["first", "second"], "hold": 1})
    async with scene.inside(client.messages.stream(**asked(ours(provider)))) as stream:
        assert stream.response.http_version == "HTTP/2"
        texts = []
        async for text in scene.each(stream.text_stream):
            texts.append(text)
            provider.goes_on()
    assert texts == ["first", "second"]
    await scene.value(client.close())
