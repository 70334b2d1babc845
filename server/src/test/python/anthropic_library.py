"""Anthropic's own library, told nothing but an address and a key."""

import contextlib

import anthropic
from anthropic import Anthropic, AsyncAnthropic

from harness import Cases

cases = Cases()
case = cases.case
awaiting_only = Cases()

MESSAGES = "messages"
HELLO = [{"role": "user", "content": "Say hello"}]


@contextlib.asynccontextmanager
async def blocking(scene):
    with Anthropic(base_url=scene.stage.url, api_key=scene.stage.access_key, max_retries=0) as client:
        yield client


@contextlib.asynccontextmanager
async def awaiting(scene):
    async with AsyncAnthropic(base_url=scene.stage.url, api_key=scene.stage.access_key, max_retries=0) as client:
        yield client


def asked(model, **more):
    return {"model": model, "max_tokens": 64, "messages": HELLO, **more}


def message(scene, model, client=None, **more):
    return (client or scene.client).messages.create(**asked(model, **more))


def ours(provider):
    return f"{provider.name}:{provider.model}"


def clients():
    both = Cases()
    both.all = cases.all + awaiting_only.all
    return [
        ("Anthropic Python", anthropic.__version__, cases, blocking),
        ("Anthropic Python, async", anthropic.__version__, both, awaiting),
    ]
