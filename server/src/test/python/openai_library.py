"""OpenAI's own library, told nothing but an address and a key."""

import base64
import contextlib

import openai
from openai import AsyncOpenAI, OpenAI
from pydantic import BaseModel

from harness import Cases

cases = Cases()
case = cases.case
awaiting_only = Cases()

CHAT = "chat-completions"
HELLO = [{"role": "user", "content": "Say hello"}]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data\x00\x00\x00\x00"
WEATHER = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
    "required": ["city", "days"],
    "additionalProperties": False,
}
CHAT_TOOL = {"type": "function", "function": {"name": "weather", "parameters": WEATHER, "strict": True}}
RESPONSES_TOOL = {"type": "function", "name": "weather", "parameters": WEATHER, "strict": True}


class Weather(BaseModel):
    city: str
    degrees: int


@contextlib.asynccontextmanager
async def blocking(scene, **more):
    with OpenAI(**_settings(scene, **more)) as client:
        yield client


@contextlib.asynccontextmanager
async def awaiting(scene, **more):
    async with AsyncOpenAI(**_settings(scene, **more)) as client:
        yield client


def _settings(scene, url=None, **more):
    return {"base_url": (url or scene.stage.url) + "/v1", "api_key": scene.stage.access_key, "max_retries": 0, **more}


def again(scene, **more):
    """The same client with other settings."""
    return scene.client.with_options(**more)


def data_url(kind, content):
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def chat(scene, model, client=None, **more):
    client = client or scene.client
    return client.chat.completions.create(model=model, messages=HELLO, **more)


def clients():
    both = Cases()
    both.all = cases.all + awaiting_only.all
    return [
        ("OpenAI Python", openai.__version__, cases, blocking),
        ("OpenAI Python, async", openai.__version__, both, awaiting),
    ]
