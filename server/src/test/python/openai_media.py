"""OpenAI's library: what is no conversation."""

import base64
import json

import openai

from openai_library import PNG, case


@case("embeddings", "answer (base64, the library's default)")
async def embeddings_are_decoded(scene):
    provider = scene.provider("openai")
    answer = await scene.value(
        scene.client.embeddings.create(model=f"openai:{provider.model}", input=["one", "two"])
    )
    assert json.loads(provider.received()[0]["body"])["encoding_format"] == "base64"
    assert [item.embedding for item in answer.data] == [[0.5, -0.25, 0.125, 0.0]] * 2


@case("embeddings", "answer (numbers)")
async def embeddings_are_numbers(scene):
    answer = await scene.value(
        scene.client.embeddings.create(
            model=f"openai:{scene.provider('openai').model}", input="one", encoding_format="float"
        )
    )
    assert answer.data[0].embedding == [0.5, -0.25, 0.125, 0.0]


@case("moderations", "answer")
async def a_moderation(scene):
    answer = await scene.value(
        scene.client.moderations.create(model=f"openai:{scene.provider('openai').model}", input="one")
    )
    assert answer.results[0].flagged is False


@case("rerank", "answer (`client.post`)")
async def a_rerank(scene):
    answer = await scene.value(
        scene.client.post(
            "/rerank",
            body={"model": f"house:{scene.provider('house').model}", "query": "q", "documents": ["a", "b"]},
            cast_to=object,
        )
    )
    assert [result["index"] for result in answer["results"]] == [0, 1]


@case("images-generations", "answer")
async def an_image(scene):
    answer = await scene.value(
        scene.client.images.generate(model=f"openai:{scene.provider('openai').model}", prompt="a cat")
    )
    assert base64.b64decode(answer.data[0].b64_json) == PNG


@case("images-generations", "answer", stream=True)
async def an_image_comes_in_parts(scene):
    stream = await scene.value(
        scene.client.images.generate(
            model=f"openai:{scene.provider('openai').model}", prompt="a cat", stream=True, partial_images=1
        )
    )
    kinds = [event.type async for event in scene.each(stream)]
    assert kinds == ["image_generation.partial_image", "image_generation.completed"]


@case("audio-speech", "answer (bytes)")
async def speech_is_bytes(scene):
    provider = scene.provider("openai").says({"say": ["Hello", " there"]})
    answer = await scene.value(
        scene.client.audio.speech.create(model=f"openai:{provider.model}", voice="alloy", input="Hello there")
    )
    assert answer.content.startswith(b"ID3") and answer.content.endswith(b"Hello there")
    assert answer.response.headers["content-type"] == "audio/mpeg"


@case("audio-speech", "answer (bytes)", stream=True)
async def speech_comes_as_it_is_made(scene):
    provider = scene.provider("openai").says({"say": ["Hello", " there"], "hold": 1})
    heard = b""
    async with scene.inside(
        scene.client.audio.speech.with_streaming_response.create(
            model=f"openai:{provider.model}", voice="alloy", input="Hello there"
        )
    ) as response:
        async for piece in scene.each(response.iter_bytes()):
            heard += piece
            provider.goes_on()
    assert heard.endswith(b"Hello there")


@case("audio-speech", "events (`stream_format: sse`)", stream=True)
async def speech_comes_in_events(scene):
    provider = scene.provider("openai").says({"say": ["Hello"]})
    async with scene.inside(
        scene.client.audio.speech.with_streaming_response.create(
            model=f"openai:{provider.model}", voice="alloy", input="Hello", stream_format="sse"
        )
    ) as response:
        lines = [line async for line in scene.each(response.iter_lines()) if line.startswith("data: ")]
    assert json.loads(lines[-1][6:])["type"] == "speech.audio.done"


@case("models", "list")
async def models_are_listed(scene):
    ids = [model.id async for model in scene.each(await scene.value(scene.client.models.list()))]
    assert "gpt-4o" in ids and "claude-sonnet-4-5" in ids and "house-model" in ids


@case("models", "retrieve")
async def a_model_is_found(scene):
    model = await scene.value(scene.client.models.retrieve("gpt-4o"))
    assert model.owned_by == "openai"


@case("models", "retrieve: unknown")
async def an_unknown_model_is_not_found(scene):
    e = await scene.refused(openai.NotFoundError, scene.client.models.retrieve, "gpt-4o-mimi")
    assert e.code == "model_not_found" and "gpt-4o-mini" in str(e)
    scene.shows = "`NotFoundError`, `model_not_found`"
