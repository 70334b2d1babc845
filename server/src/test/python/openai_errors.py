"""OpenAI's library: what it makes of refusals, when it comes back and when it leaves."""

import asyncio
import contextlib
import ssl
import time

import httpx2
import openai
from openai import AsyncOpenAI

from openai_library import HELLO, again, awaiting_only, case, chat


@case("errors", "400, a body that is wrong")
async def a_wrong_body_is_a_bad_request(scene):
    e = await scene.refused(openai.BadRequestError, chat, scene, "gpt-4o", extra_body={"model": 7})
    assert e.code == "invalid_request_body" and e.type
    scene.shows = "`BadRequestError`, `invalid_request_body`"


@case("errors", "400, by the provider's judgement")
async def the_providers_judgement_passes(scene):
    provider = scene.provider("openai").says({"error": "invalid_parameter"})
    e = await scene.refused(openai.BadRequestError, chat, scene, f"openai:{provider.model}")
    assert (e.code, e.param) == ("decimal_above_max_value", "temperature")
    scene.shows = "`BadRequestError`, the provider's code"


@case("errors", "401, a wrong access key")
async def a_wrong_key_is_an_authentication_error(scene):
    e = await scene.refused(openai.AuthenticationError, chat, scene, "gpt-4o", again(scene, api_key="kw-unknown"))
    assert e.code == "unauthenticated" and "access key" in str(e)
    scene.shows = "`AuthenticationError`, `unauthenticated`"


@case("errors", "403, a model that the key may not use")
async def a_model_the_key_may_not_use(scene):
    limited = again(scene, api_key=scene.stage.limited_key)
    e = await scene.refused(openai.PermissionDeniedError, chat, scene, "gpt-4o", limited)
    assert e.code == "forbidden" and "gpt-4o" in str(e)
    scene.shows = "`PermissionDeniedError`, `forbidden`"


@case("errors", "404, a path that is not served")
async def an_unknown_path_is_not_found(scene):
    e = await scene.refused(openai.NotFoundError, scene.client.get, "/nothing", cast_to=object)
    assert e.code == "unknown_path" and "/v1/chat/completions" in str(e)
    scene.shows = "`NotFoundError`, `unknown_path`"


@case("errors", "405, a wrong method")
async def a_wrong_method(scene):
    e = await scene.refused(openai.APIStatusError, scene.client.get, "/chat/completions", cast_to=object)
    assert (e.status_code, e.code) == (405, "method_not_allowed")
    scene.shows = "`APIStatusError`, `method_not_allowed`"


@case("errors", "413, a body that is too large")
async def a_large_body_is_refused(scene):
    large = [{"role": "user", "content": "x" * 3_000_000}]
    try:
        await scene.value(scene.client.chat.completions.create(model="gpt-4o", messages=large))
        raise AssertionError("it was served")
    except openai.APIStatusError as e:
        assert (e.status_code, e.code) == (413, "request_too_large")
    scene.shows = "`APIStatusError`, `request_too_large`"


@case("errors", "422, a model that nobody has")
async def an_unknown_model_is_unprocessable(scene):
    e = await scene.refused(openai.UnprocessableEntityError, chat, scene, "gpt-4o-mimi")
    assert e.code == "no_matching_models" and "gpt-4o-mini" in str(e)
    scene.shows = "`UnprocessableEntityError`, `no_matching_models`"


@case("errors", "429, every key rate-limited")
async def every_key_rate_limited(scene):
    limited = {"error": "rate_limited", "after": 40_000}
    provider = scene.provider("openai").says(limited, limited)
    e = await scene.refused(openai.RateLimitError, chat, scene, f"openai:{provider.model}")
    assert e.code == "rate_limited"
    assert 0 < int(e.response.headers["retry-after"]) <= 40
    scene.shows = "`RateLimitError`, `rate_limited`, `retry-after`"


@case("errors", "502, nobody can be reached")
async def nobody_can_be_reached(scene):
    e = await scene.refused(openai.InternalServerError, chat, scene, "nowhere:any")
    assert (e.status_code, e.code) in ((502, "upstream_unreachable"), (503, "all_providers_failed"))
    scene.shows = "`InternalServerError`, `upstream_unreachable`"


@case("errors", "503, every provider fails")
async def every_provider_fails(scene):
    provider = scene.provider("house").says({"error": "server_error"})
    e = await scene.refused(openai.InternalServerError, chat, scene, f"down:{provider.model}")
    assert (e.status_code, e.code) == (503, "all_providers_failed")
    scene.shows = "`InternalServerError`, `all_providers_failed`"


@case("errors", "504, `total_timeout` is over")
async def our_time_is_over(scene):
    provider = scene.provider("openai").says({"silent": True})
    impatient = again(scene, base_url=scene.stage.impatient + "/v1", max_retries=2)
    e = await scene.refused(openai.InternalServerError, chat, scene, f"openai:{provider.model}", impatient)
    assert (e.status_code, e.code) == (504, "timeout")
    assert len(provider.received()) <= 1, "a request was sent again after its time was over"
    scene.shows = "`InternalServerError`, `timeout`, not sent again"


@case("retries", "429, keys are back in 400 ms")
async def a_short_rate_limit_is_waited_for(scene):
    limited = {"error": "rate_limited", "after": 400}
    provider = scene.provider("openai").says(limited, limited, {"say": ["Hello"]})
    began = time.monotonic()
    answer = await scene.value(chat(scene, f"openai:{provider.model}", again(scene, max_retries=2)))
    waited = time.monotonic() - began
    assert answer.choices[0].message.content == "Hello"
    assert 0.3 <= waited < 15, waited
    assert [one["headers"]["x-stainless-retry-count"] for one in provider.received()] == ["0", "0", "1"]
    scene.shows = "one retry, then served"


@case("retries", "429, keys are back in an hour")
async def a_long_rate_limit_is_not_waited_for(scene):
    limited = {"error": "rate_limited", "after": 3_600_000}
    provider = scene.provider("openai").says(limited, limited)
    e = await scene.refused(
        openai.RateLimitError, chat, scene, f"openai:{provider.model}", again(scene, max_retries=2)
    )
    assert e.response.headers["x-should-retry"] == "false"
    assert len(provider.received()) == 2
    scene.shows = "no retry"


@case("retries", "503, a provider that is back at once")
async def a_failure_that_may_pass_is_tried_again(scene):
    provider = scene.provider("house").says({"error": "overloaded"}, {"say": ["Hello"]})
    answer = await scene.value(chat(scene, f"shaky:{provider.model}", again(scene, max_retries=2)))
    assert answer.choices[0].message.content == "Hello"
    scene.shows = "retried, then served"


@case("retries", "503, a key that is revoked")
async def a_revoked_key_is_not_tried_again(scene):
    provider = scene.provider("house").says({"error": "invalid_key"})
    e = await scene.refused(
        openai.InternalServerError, chat, scene, f"revoked:{provider.model}", again(scene, max_retries=2)
    )
    assert e.response.headers["x-should-retry"] == "false"
    assert len(provider.received()) <= 1
    scene.shows = "no retry"


@case("leaving", "in the middle of a stream", stream=True)
async def a_client_that_closes_its_stream(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"], "hold": 1})
    stream = await scene.value(chat(scene, f"openai:{provider.model}", stream=True))
    async for chunk in scene.each(stream):
        if chunk.choices[0].delta.content:
            break
    await scene.value(stream.close())
    provider.sees_the_client_leave()
    scene.shows = "the provider's call is cancelled"


@case("time-outs", "the library's own")
async def the_library_gives_up(scene):
    provider = scene.provider("openai").says({"silent": True})
    await scene.refused(
        openai.APITimeoutError, chat, scene, f"openai:{provider.model}", again(scene, timeout=2)
    )
    provider.sees_the_client_leave()
    scene.shows = "`APITimeoutError`; the provider's call is cancelled"


@awaiting_only.case("leaving", "before the answer")
async def a_task_that_is_cancelled(scene):
    provider = scene.provider("openai").says({"silent": True})
    task = asyncio.ensure_future(chat(scene, f"openai:{provider.model}"))
    while not provider.received():
        await asyncio.sleep(0.02)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    provider.sees_the_client_leave()
    scene.shows = "the provider's call is cancelled"


def not_served(surface, call):
    async def run(scene):
        e = await scene.refused(openai.NotFoundError, lambda: call(scene.client))
        assert e.code == "unknown_path", e
        scene.shows = "`NotFoundError`, `unknown_path`"

    case("not served", surface)(run)


not_served("responses by id", lambda client: client.responses.retrieve("resp_1"))
@case("not served", "stored chat completions")
async def stored_completions_are_not_listed(scene):
    e = await scene.refused(openai.APIStatusError, scene.client.chat.completions.list)
    assert (e.status_code, e.code) == (405, "method_not_allowed")
    scene.shows = "`APIStatusError`, `method_not_allowed`"


not_served("files", lambda client: client.files.create(file=("a.jsonl", b"{}"), purpose="batch"))
not_served("batches", lambda client: client.batches.retrieve("batch_1"))
not_served("fine-tuning", lambda client: client.fine_tuning.jobs.retrieve("ftjob-1"))
not_served("vector stores", lambda client: client.vector_stores.retrieve("vs_1"))
not_served("conversations", lambda client: client.conversations.retrieve("conv_1"))
not_served("uploads", lambda client: client.uploads.cancel("upload_1"))
not_served("videos", lambda client: client.videos.retrieve("video_1"))
not_served("containers", lambda client: client.containers.retrieve("cntr_1"))
not_served("realtime sessions", lambda client: client.realtime.client_secrets.create())


def over_tls(scene, kind):
    return kind(http2=True, verify=ssl.create_default_context(cafile=scene.stage.certificate))


@case("HTTP/2", "answer over TLS")
async def http2_over_tls(scene):
    kind = httpx2.AsyncClient if isinstance(scene.client, AsyncOpenAI) else httpx2.Client
    client = again(scene, base_url=scene.stage.secured + "/v1", http_client=over_tls(scene, kind))
    provider = scene.provider("openai").says({"say": ["Hello"]})
    raw = await scene.value(
        client.chat.completions.with_raw_response.create(model=f"openai:{provider.model}", messages=HELLO)
    )
    assert raw.http_response.http_version == "HTTP/2"
    assert raw.parse().choices[0].message.content == "Hello"
    await scene.value(client.close())


@case("HTTP/2", "answer over TLS", stream=True)
async def http2_stream_over_tls(scene):
    kind = httpx2.AsyncClient if isinstance(scene.client, AsyncOpenAI) else httpx2.Client
    client = again(scene, base_url=scene.stage.secured + "/v1", http_client=over_tls(scene, kind))
    provider = scene.provider("openai").says({"say": ["first", "second"], "hold": 1})
    stream = await scene.value(chat(scene, f"openai:{provider.model}", client, stream=True))
    texts = []
    async for chunk in scene.each(stream):
        if chunk.choices[0].delta.content:
            texts.append(chunk.choices[0].delta.content)
            provider.goes_on()
    assert texts == ["first", "second"]
    await scene.value(client.close())
