"""curl: forms."""

from curl_cases import case
from openai_library import PNG, WAV


@case("audio-transcriptions", "answer (`-F`)")
async def an_upload(scene):
    provider = scene.provider("openai")
    sound = scene.client.file("a.wav", WAV)
    answer = await scene.client(
        "/v1/audio/transcriptions", "-F", f"model=openai:{provider.model}", "-F", f"file=@{sound};type=audio/wav"
    )
    assert answer.json["text"].endswith(f"a.wav, {len(WAV)} bytes")


@case("audio-transcriptions", "the model after the file (`-F`)")
async def an_upload_that_names_its_model_last(scene):
    provider = scene.provider("openai")
    sound = scene.client.file("a.wav", WAV + b"\0" * 100_000)
    answer = await scene.client(
        "/v1/audio/transcriptions", "-F", f"file=@{sound};type=audio/wav", "-F", f"model=openai:{provider.model}"
    )
    assert answer.json["text"].endswith(f"a.wav, {len(WAV) + 100_000} bytes")


@case("images-edits", "answer (`-F`)")
async def an_image_upload(scene):
    image = scene.client.file("a.png", PNG)
    answer = await scene.client(
        "/v1/images/edits",
        *("-F", f"model=openai:{scene.provider('openai').model}", "-F", "prompt=a hat", "-F", f"image=@{image}"),
    )
    assert answer.json["data"][0]["b64_json"]
