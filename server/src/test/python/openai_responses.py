"""OpenAI's library: responses."""

import json

import openai

from openai_library import PDF, PNG, RESPONSES_TOOL, Weather, case, data_url


@case("responses", "answer")
async def a_response(scene):
    provider = scene.provider("openai").says({"say": ["Hello"]})
    response = await scene.value(scene.client.responses.create(model=f"openai:{provider.model}", input="Say hello"))
    assert response.output_text == "Hello"
    assert response.usage.total_tokens > 0


@case("responses", "answer", stream=True)
async def a_response_stream(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"], "hold": 1})
    stream = await scene.value(
        scene.client.responses.create(model=f"openai:{provider.model}", input="Say hello", stream=True)
    )
    texts, last = [], None
    async for event in scene.each(stream):
        if event.type == "response.output_text.delta":
            texts.append(event.delta)
            provider.goes_on()
        last = event
    assert texts == ["first", "second"]
    assert last.type == "response.completed" and last.response.usage.output_tokens > 0


@case("responses", "stream helper", stream=True)
async def the_response_helper_gathers_an_answer(scene):
    provider = scene.provider("openai").says({"say": ["first", " second"]})
    async with scene.inside(
        scene.client.responses.stream(model=f"openai:{provider.model}", input="Say hello")
    ) as stream:
        async for _ in scene.each(stream):
            pass
        final = await scene.value(stream.get_final_response())
    assert final.output_text == "first second"


@case("responses", "tools: call and result")
async def a_response_calls_a_tool(scene):
    model = f"openai:{scene.provider('openai').model}"
    asked = await scene.value(
        scene.client.responses.create(model=model, input="Weather?", tools=[RESPONSES_TOOL])
    )
    call = next(item for item in asked.output if item.type == "function_call")
    assert (call.name, json.loads(call.arguments)) == ("weather", {"city": "text", "days": 1})
    result = {"type": "function_call_output", "call_id": call.call_id, "output": "12 degrees"}
    answered = await scene.value(
        scene.client.responses.create(model=model, input=[call.to_dict(), result], tools=[RESPONSES_TOOL])
    )
    assert "You said" in answered.output_text


@case("responses", "tools: call and result", stream=True)
async def a_response_stream_calls_a_tool(scene):
    model = f"openai:{scene.provider('openai').model}"
    stream = await scene.value(
        scene.client.responses.create(model=model, input="Weather?", tools=[RESPONSES_TOOL], stream=True)
    )
    done = [e async for e in scene.each(stream) if e.type == "response.function_call_arguments.done"]
    assert json.loads(done[0].arguments) == {"city": "text", "days": 1}


@case("responses", "structured output")
async def a_response_is_parsed(scene):
    model = f"openai:{scene.provider('openai').model}"
    parsed = await scene.value(scene.client.responses.parse(model=model, input="Weather?", text_format=Weather))
    assert parsed.output_parsed == Weather(city="text", degrees=1)


@case("responses", "image and PDF in a message")
async def parts_of_an_input_arrive_unchanged(scene):
    provider = scene.provider("openai")
    parts = [
        {"type": "input_text", "text": "What is this?"},
        {"type": "input_image", "image_url": data_url("image/png", PNG), "detail": "auto"},
        {"type": "input_file", "filename": "a.pdf", "file_data": data_url("application/pdf", PDF)},
    ]
    await scene.value(
        scene.client.responses.create(
            model=f"openai:{provider.model}", input=[{"role": "user", "content": parts}]
        )
    )
    assert json.loads(provider.received()[0]["body"])["input"][0]["content"] == parts


@case("responses", "a stream that breaks", stream=True)
async def a_broken_response_stream_is_an_error(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"], "reset": 1})
    stream = await scene.value(
        scene.client.responses.create(model=f"openai:{provider.model}", input="Say hello", stream=True)
    )
    kinds = []
    try:
        async for event in scene.each(stream):
            kinds.append(event.type)
        scene.shows = f"an event `{kinds[-1]}`, after what had come"
        assert kinds[-1] in ("error", "response.failed"), kinds
    except openai.APIError as e:
        assert "broke off" in str(e), e
        scene.shows = "`APIError`, after what had come"
