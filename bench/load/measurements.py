"""The comparisons. Each takes its targets in turns, round after round, so that what else the machine does meets all of them alike."""

import sys
import time
from dataclasses import dataclass

from . import wrk
from .targets import STREAMS
from .wrk import Load

MANY = 32
EVENTS = 500
PACED = {"connections": 100, "events": 200, "pace_ms": 5}


@dataclass(frozen=True)
class Plan:
    """How long things take. Warm-up: by time and by requests, whatever comes later; the JVM's second compiler needs both."""

    rounds: int = 5
    seconds: int = 2
    warm_seconds: int = 10
    warm_requests: int = 20_000


def in_turns(targets, rounds):
    """Each target so many times, another one first in each round."""
    for i in range(rounds):
        first = i % len(targets)
        yield from targets[first:] + targets[:first]


def warm(target, load, plan, requests=None):
    """Sends load until the JVM has compiled what it runs."""
    if target.process is None or target.name.startswith("nginx"):
        wrk.run(target, load, 1)
        return
    sent, began = 0, time.monotonic()
    while sent < (requests or plan.warm_requests) or time.monotonic() - began < plan.warm_seconds - 1:
        sent += wrk.run(target, load, 2).requests
        if time.monotonic() - began > 9 * plan.warm_seconds:
            print(f"{target.name}: only {sent} requests to warm up by; the machine is busy", file=sys.stderr)
            return


def requests(figures, name, targets, load, plan):
    """Processor time of a request, and how many there are in a second."""
    for target in targets:
        warm(target, load, plan)
    micros, rates = {}, {}
    for target in in_turns(targets, plan.rounds):
        before = target.process.cpu_seconds() if target.process else 0
        sent = wrk.run(target, load, plan.seconds)
        if target.process:
            used = target.process.cpu_seconds() - before
            micros.setdefault(target.name, []).append(used / sent.requests * 1e6)
        rates.setdefault(target.name, []).append(sent.per_second)
    for target in targets:
        if target.process:
            figures.add(name, target.name, "processor, µs a request", micros[target.name])
        figures.add(name, target.name, "requests a second", rates[target.name])


def burst(figures, name, bench, targets, plan):
    """Processor time of an event where the upstream writes all of a stream at once."""
    load = Load(bench.body("burst", 1000, stream=True), 8, {"x-stream-events": EVENTS})
    for target in targets:
        warm(target, load, plan, plan.warm_requests // 50)
    micros = {target.name: [] for target in targets}
    for target in in_turns(targets, plan.rounds):
        before = target.process.cpu_seconds()
        sent = wrk.run(target, load, plan.seconds)
        micros[target.name].append((target.process.cpu_seconds() - before) / (sent.requests * EVENTS) * 1e6)
    for target in targets:
        figures.add(name, target.name.removesuffix(STREAMS), "processor, µs an event", micros[target.name])


def paced(figures, name, bench, targets, plan):
    """Processor time of an event where each comes alone, on many connections."""
    headers = {"x-stream-events": PACED["events"], "x-stream-pace-ms": PACED["pace_ms"]}
    load = Load(bench.body("paced", 1000, stream=True), PACED["connections"], headers)
    micros = {target.name: [] for target in targets}
    for target in targets:
        wrk.run(target, load, plan.warm_seconds)
    for target in in_turns(targets, plan.rounds):
        running = wrk.start(target, load, plan.seconds + 1)
        time.sleep(0.5)  # until the streams are open
        events, before = bench.stream_events(), target.process.cpu_seconds()
        time.sleep(plan.seconds)
        used = target.process.cpu_seconds() - before
        events = bench.stream_events() - events
        wrk.result(running, target)
        micros[target.name].append(used / events * 1e6)
    for target in targets:
        figures.add(name, target.name.removesuffix(STREAMS), "processor, µs an event", micros[target.name])
