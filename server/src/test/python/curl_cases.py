"""curl, which shows what is on the wire."""

import asyncio
import contextlib
import json
import os
import subprocess
import tempfile
from dataclasses import dataclass

from harness import Cases

cases = Cases()
case = cases.case

CHAT = "chat-completions"


@dataclass
class Answered:
    status: int
    version: str
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Curl:
    """curl with an access key, at an address."""

    def __init__(self, scene):
        self.scene = scene
        self.folder = tempfile.TemporaryDirectory()

    def file(self, name, content):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as out:
            out.write(content)
        return path

    async def __call__(self, path, *options, url=None, key=None):
        """Head and body of the last answer; an interim one (1xx) is not the last."""
        process = await self.start(path, "-D", self.file("head", b""), *options, url=url, key=key)
        body, said = await process.communicate()
        assert process.returncode == 0, f"curl ended with {process.returncode}: {said.decode()}"
        with open(os.path.join(self.folder.name, "head"), encoding="latin-1") as head:
            blocks = [block for block in head.read().replace("\r", "").split("\n\n") if block]
        lines = blocks[-1].split("\n")
        version, status = lines[0].split(" ")[:2]
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        return Answered(int(status), version, headers, body)

    async def start(self, path, *options, url=None, key=None):
        authorization = f"authorization: Bearer {key or self.scene.stage.access_key}"
        command = ["curl", "-q", "-sS", "--max-time", "20", "-H", authorization, *options]
        command.append((url or self.scene.stage.url) + path)
        return await asyncio.create_subprocess_exec(
            *command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
        )


@contextlib.asynccontextmanager
async def curl(scene):
    yield Curl(scene)


def chat(provider, **more):
    body = {"model": f"{provider.name}:{provider.model}", "messages": [{"role": "user", "content": "Hi"}], **more}
    return ["-H", "content-type: application/json", "--data-binary", json.dumps(body)]


CHATS = "/v1/chat/completions"


@case(CHAT, "answer")
async def an_answer(scene):
    provider = scene.provider("openai").says({"say": ["Hello"]})
    answer = await scene.client(CHATS, *chat(provider))
    assert answer.json["choices"][0]["message"]["content"] == "Hello"
    assert answer.version == "HTTP/1.1" and int(answer.headers["content-length"]) == len(answer.body)
    assert "server" not in answer.headers


@case(CHAT, "answer", stream=True)
async def a_stream_with_no_buffer(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"], "hold": 1})
    process = await scene.client.start(CHATS, "-N", *chat(provider, stream=True))
    seen = b""
    while b"first" not in seen:
        seen += await process.stdout.readline()
    assert b"second" not in seen
    provider.goes_on()
    rest, _ = await process.communicate()
    assert b"second" in rest and rest.endswith(b"data: [DONE]\n\n")


@case(CHAT, "HTTP/1.0", stream=True)
async def an_old_client_gets_a_stream_to_its_end(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"]})
    answer = await scene.client(CHATS, "-N", "--http1.0", *chat(provider, stream=True))
    assert answer.headers["connection"] == "close" and "transfer-encoding" not in answer.headers
    assert answer.body.endswith(b"data: [DONE]\n\n")


@case(CHAT, "HTTP/1.0")
async def an_old_client_gets_an_answer(scene):
    answer = await scene.client(CHATS, "--http1.0", *chat(scene.provider("openai")))
    assert answer.status == 200 and answer.json["object"] == "chat.completion"


@case(CHAT, "HTTP/2 in clear text", stream=True)
async def http2_by_prior_knowledge(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"]})
    answer = await scene.client(CHATS, "-N", "--http2-prior-knowledge", *chat(provider, stream=True))
    assert answer.version == "HTTP/2" and answer.body.endswith(b"data: [DONE]\n\n")


@case(CHAT, "HTTP/2 by upgrade from HTTP/1.1")
async def http2_by_upgrade(scene):
    answer = await scene.client(CHATS, "--http2", *chat(scene.provider("openai")))
    assert answer.status == 200 and answer.json["object"] == "chat.completion"
    scene.shows = f"works, as {answer.version}"


@case(CHAT, "HTTP/2 over TLS")
async def http2_over_tls(scene):
    answer = await scene.client(
        CHATS, "--cacert", scene.stage.certificate, *chat(scene.provider("openai")), url=scene.stage.secured
    )
    assert answer.version == "HTTP/2" and answer.status == 200


@case(CHAT, "`Expect: 100-continue`")
async def a_client_that_asks_before_it_sends(scene):
    answer = await scene.client(CHATS, "-H", "expect: 100-continue", *chat(scene.provider("openai")))
    assert answer.status == 200


@case(CHAT, "`Expect: 100-continue`, a body that is too large")
async def a_client_that_asks_too_much(scene):
    large = scene.client.file("large.json", b"x" * 3_000_000)
    answer = await scene.client(
        CHATS, "-H", "expect: 100-continue", "-H", "content-type: application/json", "--data-binary", f"@{large}"
    )
    assert answer.status == 413, answer.status
    scene.shows = "413 before the body is sent"


@case(CHAT, "a body in chunks")
async def a_body_of_unknown_length(scene):
    provider = scene.provider("openai")
    answer = await scene.client(CHATS, "-H", "transfer-encoding: chunked", *chat(provider))
    assert answer.status == 200
    assert int(provider.received()[0]["headers"]["content-length"]) > 0


@case(CHAT, "`Accept-Encoding: gzip, br`")
async def a_client_that_would_like_it_compressed(scene):
    provider = scene.provider("openai")
    answer = await scene.client(CHATS, "--compressed", *chat(provider))
    assert "content-encoding" not in answer.headers and answer.status == 200
    assert provider.received()[0]["headers"]["accept-encoding"] == "identity"
    scene.shows = "works, uncompressed"


@case(CHAT, "a compressed body")
async def a_compressed_body_is_refused(scene):
    answer = await scene.client(CHATS, "-H", "content-encoding: gzip", *chat(scene.provider("openai")))
    assert (answer.status, answer.headers["x-keyway-error"]) == (400, "invalid_request")
    scene.shows = "400, `invalid_request`"


@case(CHAT, "`Idempotency-Key`, `x-stainless-*`")
async def headers_of_libraries_are_passed_on(scene):
    provider = scene.provider("openai")
    await scene.client(CHATS, "-H", "idempotency-key: once", "-H", "x-stainless-os: Linux", *chat(provider))
    headers = provider.received()[0]["headers"]
    assert (headers["idempotency-key"], headers["x-stainless-os"]) == ("once", "Linux")
    scene.shows = "passed on"


@case("messages", "answer", stream=True)
async def a_message_stream(scene):
    provider = scene.provider("anthropic").says({"say": ["first"]})
    answer = await scene.client("/v1/messages", "-N", *chat(provider, stream=True, max_tokens=9))
    assert answer.body.endswith(b'event: message_stop\ndata: {"type":"message_stop"}\n\n')


@case("audio-speech", "answer (bytes)")
async def speech(scene):
    body = json.dumps({"model": f"openai:{scene.provider('openai').model}", "voice": "alloy", "input": "Hello"})
    answer = await scene.client("/v1/audio/speech", "-H", "content-type: application/json", "-d", body)
    assert answer.headers["content-type"] == "audio/mpeg" and answer.body.startswith(b"ID3")


@case("models", "list")
async def models(scene):
    assert "gpt-4o" in [model["id"] for model in (await scene.client("/v1/models")).json["data"]]


@case("models", "`HEAD`")
async def head_of_models(scene):
    answer = await scene.client("/v1/models", "--head")
    assert answer.body == b"" or answer.body.startswith(b"HTTP/"), answer.body
    scene.shows = f"{answer.status}"
    assert answer.status in (200, 405)


@case("errors", "`HEAD` where POST is meant")
async def head_of_a_surface(scene):
    answer = await scene.client(CHATS, "--head")
    assert answer.status == 405 and answer.headers["allow"] == "post"
    scene.shows = "405, `allow: POST`"


@case("errors", "`OPTIONS`, as browsers ask before a request to another origin")
async def a_browsers_preflight(scene):
    answer = await scene.client(
        CHATS,
        *("-X", "OPTIONS", "-H", "origin: https://example.com", "-H", "access-control-request-method: POST"),
    )
    assert answer.status == 405
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    scene.shows = "405, no `access-control-*`"


@case("not served", "WebSocket (realtime, responses over WebSocket)")
async def a_websocket(scene):
    answer = await scene.client(
        "/v1/realtime?model=gpt-realtime",
        *("-H", "connection: Upgrade", "-H", "upgrade: websocket", "-H", "sec-websocket-version: 13"),
        *("-H", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=="),
    )
    assert answer.status != 101
    scene.shows = f"{answer.status}, `{answer.headers['x-keyway-error']}`"


@case("leaving", "in the middle of a stream", stream=True)
async def a_client_that_is_killed(scene):
    provider = scene.provider("openai").says({"say": ["first", "second"], "hold": 1})
    process = await scene.client.start(CHATS, "-N", *chat(provider, stream=True))
    while b"first" not in await process.stdout.readline():
        pass
    process.kill()
    await process.wait()
    provider.sees_the_client_leave()
    scene.shows = "the provider's call is cancelled"


def clients():
    said = subprocess.run(["curl", "--version"], capture_output=True, text=True, check=True).stdout
    return [("curl", said.split(" ")[1], cases, curl)]
