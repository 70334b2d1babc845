"""Anthropic's library: messages, counting and models."""

import base64
import json

import anthropic

from anthropic_library import HELLO, MESSAGES, asked, case, message, ours
from openai_library import PDF, PNG, WEATHER, Weather

TOOL = {"name": "weather", "description": "What it is like", "input_schema": WEATHER}


@case(MESSAGES, "answer")
async def a_message(scene):
    provider = scene.provider("anthropic").says({"say": ["Hello from", " the provider"]})
    raw = await scene.value(scene.client.messages.with_raw_response.create(**asked(ours(provider))))
    answer = await scene.value(raw.parse())
    assert answer.content[0].text == "Hello from the provider"
    assert answer.usage.input_tokens > 0
    assert raw.headers["x-keyway-id"] and raw.headers["request-id"]
    received = provider.received()[0]
    assert received["headers"]["x-api-key"] == "sk-ant-e2e-key"
    assert scene.stage.access_key not in json.dumps(received)


@case(MESSAGES, "answer", stream=True)
async def a_message_stream_comes_as_it_is_said(scene):
    provider = scene.provider("anthropic").says({"say": ["first", "second"], "hold": 1})
    stream = await scene.value(message(scene, ours(provider), stream=True))
    texts, last = [], None
    async for event in scene.each(stream):
        if event.type == "content_block_delta":
            texts.append(event.delta.text)
            provider.goes_on()
        last = event
    assert texts == ["first", "second"] and last.type == "message_stop"


@case(MESSAGES, "stream helper", stream=True)
async def the_stream_helper_gathers_a_message(scene):
    provider = scene.provider("anthropic").says({"say": ["first", " second"]})
    async with scene.inside(scene.client.messages.stream(**asked(ours(provider)))) as stream:
        texts = [text async for text in scene.each(stream.text_stream)]
        final = await scene.value(stream.get_final_message())
    assert texts == ["first", " second"]
    assert final.content[0].text == "first second" and final.usage.output_tokens > 0


@case(MESSAGES, "raw lines", stream=True)
async def a_streaming_response_gives_lines(scene):
    provider = scene.provider("anthropic").says({"say": ["first"]})
    async with scene.inside(
        scene.client.messages.with_streaming_response.create(**asked(ours(provider), stream=True))
    ) as response:
        lines = [line async for line in scene.each(response.iter_lines()) if line]
    assert lines[-2] == "event: message_stop"


@case(MESSAGES, "tools: call and result")
async def a_tool_is_called_and_its_result_taken(scene):
    model = ours(scene.provider("anthropic"))
    calling = await scene.value(message(scene, model, tools=[TOOL]))
    call = calling.content[0]
    assert calling.stop_reason == "tool_use" and call.input == {"city": "text", "days": 1}
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "12 degrees"}
    told = [*HELLO, {"role": "assistant", "content": calling.content}, {"role": "user", "content": [result]}]
    answered = await scene.value(message(scene, model, tools=[TOOL], messages=told))
    assert answered.content[0].text.endswith("12 degrees")


@case(MESSAGES, "tools: call and result", stream=True)
async def a_tool_call_comes_in_pieces(scene):
    model = ours(scene.provider("anthropic"))
    async with scene.inside(scene.client.messages.stream(**asked(model, tools=[TOOL]))) as stream:
        kinds = [event.type async for event in scene.each(stream)]
        final = await scene.value(stream.get_final_message())
    assert "input_json" in kinds
    assert final.content[0].input == {"city": "text", "days": 1}


@case(MESSAGES, "structured output")
async def an_answer_is_parsed(scene):
    model = ours(scene.provider("anthropic"))
    parsed = await scene.value(scene.client.messages.parse(**asked(model, output_format=Weather)))
    assert parsed.parsed_output == Weather(city="text", degrees=1)


@case(MESSAGES, "image and PDF in a message")
async def parts_of_a_message_arrive_unchanged(scene):
    provider = scene.provider("anthropic")
    parts = [
        {"type": "image", "source": source("image/png", PNG)},
        {"type": "document", "source": source("application/pdf", PDF), "cache_control": {"type": "ephemeral"}},
        {"type": "text", "text": "What is this?"},
    ]
    answer = await scene.value(message(scene, ours(provider), messages=[{"role": "user", "content": parts}]))
    assert answer.content[0].text.endswith("What is this?")
    assert json.loads(provider.received()[0]["body"])["messages"][0]["content"] == parts


def source(kind, content):
    return {"type": "base64", "media_type": kind, "data": base64.b64encode(content).decode()}


@case(MESSAGES, "beta features (`anthropic-beta`)")
async def beta_features_are_passed_on(scene):
    provider = scene.provider("anthropic")
    await scene.value(scene.client.beta.messages.create(**asked(ours(provider)), betas=["some-feature-2026-01-01"]))
    received = provider.received()[0]
    assert received["headers"]["anthropic-beta"] == "some-feature-2026-01-01"
    assert json.loads(received["body"])["messages"] == HELLO


@case(MESSAGES, "a stream that breaks", stream=True)
async def a_broken_stream_is_an_error(scene):
    provider = scene.provider("anthropic").says({"say": ["first", "second"], "reset": 1})
    stream = await scene.value(message(scene, ours(provider), stream=True))
    texts = []
    try:
        async for event in scene.each(stream):
            if event.type == "content_block_delta":
                texts.append(event.delta.text)
        raise AssertionError("the stream seemed whole")
    except anthropic.APIStatusError as e:
        assert "broke off" in str(e), e
    assert texts == ["first"]
    scene.shows = "`APIStatusError`, after what had come"


@case("count-tokens", "answer")
async def tokens_are_counted(scene):
    model = ours(scene.provider("anthropic"))
    counted = await scene.value(scene.client.messages.count_tokens(model=model, messages=HELLO))
    assert counted.input_tokens > 0


@case("models", "list")
async def models_are_listed_page_by_page(scene):
    first = await scene.value(scene.client.models.list(limit=3))
    assert len(first.data) == 3 and first.has_more
    ids = [model.id async for model in scene.each(first)]
    assert "claude-sonnet-4-5" in ids and "gpt-4o" not in ids and len(ids) == len(set(ids))


@case("models", "retrieve")
async def a_model_is_found(scene):
    assert (await scene.value(scene.client.models.retrieve("claude-sonnet-4-5"))).id == "claude-sonnet-4-5"


@case("models", "retrieve: unknown")
async def an_unknown_model_is_not_found(scene):
    e = await scene.refused(anthropic.NotFoundError, scene.client.models.retrieve, "claude-sonet-4-5")
    assert "claude-sonnet-4-5" in str(e)
    scene.shows = "`NotFoundError`"
