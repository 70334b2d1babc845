"""OpenAI's library: images and sound that are sent as forms."""

import io

from openai_library import PNG, WAV, case


@case("images-edits", "answer (upload)")
async def an_image_is_edited(scene):
    provider = scene.provider("openai")
    answer = await scene.value(
        scene.client.images.edit(
            model=f"openai:{provider.model}",
            prompt="a hat",
            image=[("one.png", PNG, "image/png"), ("two.png", PNG, "image/png")],
            mask=("mask.png", PNG, "image/png"),
        )
    )
    assert answer.data[0].b64_json
    received = provider.received()[0]
    assert received["headers"]["content-type"].startswith("multipart/form-data; boundary=")
    assert received["body"].count('filename="') == 3


@case("images-edits", "answer (upload)", stream=True)
async def an_edited_image_comes_in_parts(scene):
    stream = await scene.value(
        scene.client.images.edit(
            model=f"openai:{scene.provider('openai').model}",
            prompt="a hat",
            image=("one.png", PNG, "image/png"),
            stream=True,
        )
    )
    kinds = [event.type async for event in scene.each(stream)]
    assert kinds == ["image_edit.partial_image", "image_edit.completed"]


@case("images-variations", "answer (upload)")
async def an_image_is_varied(scene):
    answer = await scene.value(
        scene.client.images.create_variation(
            model=f"openai:{scene.provider('openai').model}", image=("one.png", PNG, "image/png")
        )
    )
    assert answer.data[0].b64_json


@case("audio-transcriptions", "answer (upload; JSON, text, SRT, VTT)")
async def a_transcription_in_each_format(scene):
    provider = scene.provider("openai")
    said = f"This is openai with {provider.model}. You said: a.wav, {len(WAV)} bytes"
    for form in ("json", "text", "srt", "vtt", "verbose_json"):
        answer = await scene.value(
            scene.client.audio.transcriptions.create(
                model=f"openai:{provider.model}", file=("a.wav", WAV, "audio/wav"), response_format=form
            )
        )
        assert said in (answer if isinstance(answer, str) else answer.text), form


@case("audio-transcriptions", "answer (upload)", stream=True)
async def a_transcription_comes_as_it_is_heard(scene):
    provider = scene.provider("openai").says({"say": ["first", " second"], "hold": 1})
    stream = await scene.value(
        scene.client.audio.transcriptions.create(
            model=f"openai:{provider.model}", file=("a.wav", WAV, "audio/wav"), stream=True
        )
    )
    events = []
    async for event in scene.each(stream):
        events.append(event)
        provider.goes_on()
    assert [event.type for event in events] == ["transcript.text.delta"] * 2 + ["transcript.text.done"]
    assert events[-1].text == "first second"


@case("audio-translations", "answer (upload)")
async def a_translation(scene):
    answer = await scene.value(
        scene.client.audio.translations.create(
            model=f"openai:{scene.provider('openai').model}", file=("a.wav", io.BytesIO(WAV), "audio/wav")
        )
    )
    assert answer.text.startswith("This is openai")
