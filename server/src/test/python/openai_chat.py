"""OpenAI's library: chat completions and completions."""

import base64
import json

import openai

from openai_library import CHAT, CHAT_TOOL, HELLO, PDF, PNG, WAV, Weather, case, data_url


@case(CHAT, "answer")
async def a_chat_completion(scene):
    provider = scene.provider("openai").says({"say": ["Hello from", " the provider"]})
    raw = await scene.value(
        scene.client.chat.completions.with_raw_response.create(model=f"openai:{provider.model}", messages=HELLO)
    )
    completion = raw.parse()
    assert completion.choices[0].message.content == "Hello from the provider"
    assert completion.usage.total_tokens > 0
    assert raw.headers["x-keyway-id"]
    received = provider.received()[0]
    assert received["key"] == "sk-e2e-openai-primary"
    assert scene.stage.access_key not in json.dumps(received)
    assert received["headers"]["x-stainless-lang"] == "python"


@case(CHAT, "answer", stream=True)
async def a_chat_stream_comes_as_it_is_said(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"], "hold": 1})
    stream = await scene.value(
        scene.client.chat.completions.create(model=f"openai:{provider.model}", messages=HELLO, stream=True)
    )
    texts = []
    async for chunk in scene.each(stream):
        text = chunk.choices[0].delta.content
        if text:
            texts.append(text)
            provider.goes_on()
    assert texts == ["first", "second"]


@case(CHAT, "usage", stream=True)
async def usage_comes_where_it_is_asked_for(scene):
    provider = scene.provider("openai").says({"say": ["a"]}, {"say": ["a"]})
    for options, expected in (({"include_usage": True}, 1), (openai.omit, 0)):
        stream = await scene.value(
            scene.client.chat.completions.create(
                model=f"openai:{provider.model}", messages=HELLO, stream=True, stream_options=options
            )
        )
        usages = [chunk.usage async for chunk in scene.each(stream) if chunk.usage]
        assert len(usages) == expected


@case(CHAT, "raw lines", stream=True)
async def a_streaming_response_gives_lines(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"]})
    async with scene.inside(
        scene.client.chat.completions.with_streaming_response.create(
            model=f"openai:{provider.model}", messages=HELLO, stream=True
        )
    ) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = [line async for line in scene.each(response.iter_lines()) if line]
    assert lines[-1] == "data: [DONE]"


@case(CHAT, "stream helper", stream=True)
async def the_stream_helper_gathers_an_answer(scene):
    provider = scene.provider("openai").says({"say": ["first", " second"]})
    async with scene.inside(
        scene.client.chat.completions.stream(model=f"openai:{provider.model}", messages=HELLO)
    ) as stream:
        kinds = {event.type async for event in scene.each(stream)}
        final = await scene.value(stream.get_final_completion())
    assert {"chunk", "content.delta", "content.done"} <= kinds
    assert final.choices[0].message.content == "first second"


@case(CHAT, "tools: call and result")
async def a_tool_is_called_and_its_result_taken(scene):
    model = f"openai:{scene.provider('openai').model}"
    asked = await scene.value(
        scene.client.chat.completions.create(model=model, messages=HELLO, tools=[CHAT_TOOL], tool_choice="auto")
    )
    message = asked.choices[0].message
    assert asked.choices[0].finish_reason == "tool_calls"
    call = message.tool_calls[0]
    assert (call.function.name, json.loads(call.function.arguments)) == ("weather", {"city": "text", "days": 1})
    result = {"role": "tool", "tool_call_id": call.id, "content": "12 degrees"}
    answered = await scene.value(
        scene.client.chat.completions.create(model=model, messages=[*HELLO, message, result], tools=[CHAT_TOOL])
    )
    assert answered.choices[0].message.content.endswith("12 degrees")


@case(CHAT, "tools: call and result", stream=True)
async def a_tool_call_comes_in_pieces(scene):
    model = f"openai:{scene.provider('openai').model}"
    stream = await scene.value(
        scene.client.chat.completions.create(model=model, messages=HELLO, tools=[CHAT_TOOL], stream=True)
    )
    arguments = ""
    async for chunk in scene.each(stream):
        for call in chunk.choices[0].delta.tool_calls or []:
            arguments += call.function.arguments
    assert json.loads(arguments) == {"city": "text", "days": 1}


@case(CHAT, "structured output")
async def an_answer_is_parsed(scene):
    model = f"openai:{scene.provider('openai').model}"
    parsed = await scene.value(
        scene.client.chat.completions.parse(model=model, messages=HELLO, response_format=Weather)
    )
    assert parsed.choices[0].message.parsed == Weather(city="text", degrees=1)


@case(CHAT, "structured output", stream=True)
async def a_stream_is_parsed(scene):
    model = f"openai:{scene.provider('openai').model}"
    async with scene.inside(
        scene.client.chat.completions.stream(model=model, messages=HELLO, response_format=Weather)
    ) as stream:
        async for _ in scene.each(stream):
            pass
        final = await scene.value(stream.get_final_completion())
    assert final.choices[0].message.parsed == Weather(city="text", degrees=1)


@case(CHAT, "image, PDF and sound in a message")
async def parts_of_a_message_arrive_unchanged(scene):
    provider = scene.provider("openai")
    parts = [
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": data_url("image/png", PNG)}},
        {"type": "file", "file": {"filename": "a.pdf", "file_data": data_url("application/pdf", PDF)}},
        {"type": "input_audio", "input_audio": {"data": base64.b64encode(WAV).decode(), "format": "wav"}},
    ]
    answer = await scene.value(
        scene.client.chat.completions.create(
            model=f"openai:{provider.model}", messages=[{"role": "user", "content": parts}]
        )
    )
    assert answer.choices[0].message.content.endswith("What is this?")
    assert json.loads(provider.received()[0]["body"])["messages"][0]["content"] == parts


@case(CHAT, "a second model (`models`)")
async def a_second_model_answers_when_the_first_cannot(scene):
    provider = scene.provider("openai").says({"error": "rate_limited", "after": 60_000}, {"error": "rate_limited", "after": 60_000})
    answer = await scene.value(
        scene.client.chat.completions.create(
            model=f"openai:{provider.model}",
            messages=HELLO,
            extra_body={"models": [f"house:case-{scene.number}"]},
        )
    )
    assert answer.choices[0].message.content.startswith("This is house")


@case(CHAT, "a stream that breaks", stream=True)
async def a_broken_stream_is_an_error(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"], "reset": 1})
    stream = await scene.value(
        scene.client.chat.completions.create(model=f"openai:{provider.model}", messages=HELLO, stream=True)
    )
    texts = []
    try:
        async for chunk in scene.each(stream):
            texts.append(chunk.choices[0].delta.content)
        raise AssertionError("the stream seemed whole")
    except openai.APIError as e:
        assert "broke off" in str(e), e
    assert "first" in texts
    scene.shows = "`APIError`, after what had come"


@case("completions", "answer")
async def a_completion(scene):
    answer = await scene.value(
        scene.client.completions.create(model=f"openai:{scene.provider('openai').model}", prompt="Once")
    )
    assert answer.choices[0].text.endswith("Once")


@case("completions", "answer", stream=True)
async def a_completion_stream(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"], "hold": 1})
    stream = await scene.value(
        scene.client.completions.create(model=f"openai:{provider.model}", prompt="Once", stream=True)
    )
    texts = []
    async for chunk in scene.each(stream):
        texts.append(chunk.choices[0].text)
        provider.goes_on()
    assert texts == ["first", "second", ""]
