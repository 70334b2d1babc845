"""Runs cases against a Keyway that is there, and prints a line of JSON for each.

A case is a coroutine that is given a `Scene`. It names what it shows: a surface, what of it, whether as a stream. The clients
come in two kinds, which differ by `await` alone; a case is written once, and `Scene.value`, `each` and `inside` take either kind.
"""

import asyncio
import contextlib
import inspect
import itertools
import json
import os
import sys
import time
import traceback
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

WORKS = "works"
PATIENCE = 30  # seconds for one case


@dataclass(frozen=True)
class Stage:
    """Where Keyway is, and how to come in."""

    url: str
    secured: str
    impatient: str
    access_key: str
    limited_key: str
    certificate: str
    director: str


@dataclass(frozen=True)
class Provider:
    """One model at a scripted provider, in the hands of one case."""

    stage: Stage
    name: str
    model: str

    def says(self, *replies):
        self._tell("script", replies=replies)
        return self

    def goes_on(self):
        """Lets go what holds."""
        self._tell("open")

    def received(self):
        return self._tell("received")

    def sees_the_client_leave(self):
        self._tell("cancelled")

    def _tell(self, what, **more):
        wish = json.dumps({"provider": self.name, "model": self.model, **more}).encode()
        with urllib.request.urlopen(f"{self.stage.director}/{what}", wish, timeout=PATIENCE) as answer:
            return json.load(answer)


_numbers = itertools.count(1)


@dataclass
class Scene:
    """What a case works with."""

    stage: Stage
    client: object = None
    shows: str = WORKS
    number: int = field(default_factory=lambda: next(_numbers))

    def provider(self, name, model=None):
        """A model that no other case uses, at a provider whose script is ours."""
        return Provider(self.stage, name, model or f"case-{self.number}")

    async def value(self, result):
        return await result if inspect.isawaitable(result) else result

    async def each(self, stream):
        """What a stream gives."""
        if hasattr(stream, "__aiter__"):
            async for item in stream:
                yield item
        else:
            for item in stream:
                yield item

    @contextlib.asynccontextmanager
    async def inside(self, manager):
        if hasattr(manager, "__aenter__"):
            async with manager as value:
                yield value
        else:
            with manager as value:
                yield value

    async def refused(self, kind, call, *arguments, **named):
        """The exception of this very kind that a call ends with."""
        try:
            await self.value(call(*arguments, **named))
        except Exception as e:  # pylint: disable=broad-except
            assert type(e) is kind, f"expected {kind.__name__}, got {type(e).__name__}: {e}"
            return e
        raise AssertionError(f"expected {kind.__name__}, got an answer")


@dataclass(frozen=True)
class Case:
    surface: str
    what: str
    stream: bool
    run: object


class Cases:
    """The cases of one library."""

    def __init__(self):
        self.all = []

    def case(self, surface, what, stream=False):
        def add(run):
            self.all.append(Case(surface, what, stream, run))
            return run

        return add


def run(stage, clients):
    """Runs cases, several at a time, and prints what came of each.

    `clients` has a name, its version, its cases, and what makes one and closes it."""
    with ThreadPoolExecutor(max_workers=8) as threads:
        waiting = [
            threads.submit(_play, stage, name, version, make, case)
            for name, version, cases, make in clients
            for case in cases.all
        ]
        failed = 0
        for line in (one.result() for one in waiting):
            failed += "failed" in line
            print(json.dumps(line), flush=True)
    return failed


def _play(stage, name, version, make, case):
    began = time.monotonic()
    line = {
        "client": name,
        "version": version,
        "surface": case.surface,
        "what": case.what,
        "stream": case.stream,
    }
    try:
        line["result"] = asyncio.run(_within_time(stage, make, case))
    except BaseException:  # pylint: disable=broad-except
        line["failed"] = traceback.format_exc(limit=-6)
    line["seconds"] = round(time.monotonic() - began, 2)
    return line


async def _within_time(stage, make, case):
    scene = Scene(stage)
    async with make(scene) as scene.client:
        await asyncio.wait_for(case.run(scene), PATIENCE)
    return scene.shows


def stage_of_environment():
    return Stage(**json.loads(os.environ["KEYWAY_STAGE"]))


def note(text):
    print(text, file=sys.stderr, flush=True)
