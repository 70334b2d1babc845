"""Load by wrk."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from .processes import Failed

_SCRIPT = Path(__file__).with_name("request.lua")


@dataclass(frozen=True)
class Load:
    """What is sent: `body` (a file) again and again on each of so many connections."""

    body: Path
    connections: int
    headers: dict = field(default_factory=dict)

    @property
    def key(self):
        """What tells it from others: a body has one set of headers."""
        return self.body, self.connections

    def run(self, target, seconds):
        return run(target, self, seconds)


@dataclass(frozen=True)
class Sent:
    """What came of it. Latencies in microseconds."""

    requests: int
    seconds: float
    median_us: int
    p99_us: int

    @property
    def per_second(self):
        return self.requests / self.seconds


def start(target, load, seconds):
    """Starts a wrk, for `result`."""
    command = ["wrk", "-t", "1", "-c", str(load.connections), "-d", f"{seconds}s", "--timeout", "10s", "-s", str(_SCRIPT)]
    for name, value in {"Content-Type": "application/json", **load.headers, **target.headers}.items():
        command += ["-H", f"{name}: {value}"]
    return subprocess.Popen(
        [*command, target.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "BENCH_BODY": str(load.body)},
    )


def result(wrk, target):
    """Waits for a wrk to end."""
    try:
        output, _ = wrk.communicate()
    except BaseException:
        wrk.kill()
        raise
    return parse(output, target.name)


def run(target, load, seconds):
    """Sends load for so long, in whole seconds."""
    return result(start(target, load, seconds), target)


def parse(output, name):
    """Reads what request.lua printed. An answer that is no success spoils the measurement."""
    line = next((line for line in output.splitlines() if line.startswith("RESULT ")), None)
    if line is None:
        raise Failed(f"wrk against {name} said: {output.strip()}")
    requests, micros, median, p99, status, broken = (int(word) for word in line.split()[1:])
    if status or broken:
        raise Failed(f"of {requests} requests to {name}, {status} were answered with an error, {broken} not at all")
    return Sent(requests, micros / 1e6, median, p99)
