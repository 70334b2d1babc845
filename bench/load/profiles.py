"""Profiles of what the goals speak of: where the processor time of a request goes, beside the bare relay."""

import shutil
import time
from collections import Counter
from dataclasses import dataclass, replace
from typing import Callable

from . import anatomy, envoy, keyway
from . import measurements as m
from .recording import Recorder
from .report import number, table
from .targets import FAILING_OVER, STREAMS
from .wrk import Load

_TOP = 15


@dataclass(frozen=True)
class Case:
    """
    targets: those set side by side; what ran in the last one is told method by method
    load: what each is sent, of a Measuring
    kind: which upstream answers
    unit: what is counted
    """

    targets: tuple
    load: Callable
    kind: str = ""
    unit: str = "request"


def _one_connection(measuring):
    return replace(measuring.load_1k(), connections=1)


def _paced(measuring):
    return Load(measuring.bench.body("paced", 1000, stream=True), m.PACED_CONNECTIONS, m.PACED)


CASES = {
    "chat-1k": Case(("nginx", "bare", m.KEYWAY), lambda measuring: measuring.load_1k()),
    "selection": Case(
        (m.KEYWAY, "keyway, 20 keys by CEL", "keyway, 200 keys by CEL, reused", "keyway, 200 keys by CEL"),
        lambda measuring: measuring.load_1k(),
    ),
    "chat-100k": Case(("nginx", "bare", m.KEYWAY), lambda measuring: measuring.load_100k()),
    "latency": Case(("nginx", "bare", m.KEYWAY), _one_connection),
    "paced": Case(("nginx", "bare", m.KEYWAY), _paced, STREAMS, "event"),
    "envoy": Case((envoy.NAME, envoy.RELAY, envoy.NATIVE), lambda measuring: replace(measuring.load_1k(), connections=m.ENVOY_CONNECTIONS)),
    "failover": Case(("bare" + FAILING_OVER, m.KEYWAY, m.KEYWAY + FAILING_OVER), lambda measuring: measuring.load_1k()),
}

ALL = (*CASES, "start-up", "memory")

_HEAD = """\
# Where the time goes

Written by `bench/run --profile`. [docs/performance.md](../../docs/performance.md#where-the-time-goes) says how to read it and what follows. Each target ran alone for {seconds} s;
these figures are for shares, what targets cost beside each other is in [latest.md](latest.md).
"""


def section(name, measuring, recorder, seconds):
    """The Markdown of one measurement's profiles."""
    if name == "start-up":
        return _start(measuring.bench)
    if name == "memory":
        return _memory(measuring, recorder)
    case = CASES[name]
    load = case.load(measuring)
    targets = measuring.targets(*case.targets, kind=case.kind)
    measuring.warm(targets, load, measuring.plan.warm_requests // (20 if case.kind else 1))
    events = measuring.bench.stream_events if case.kind else None
    apart = [process for target in targets for process in target.apart()]
    profiles = {target.name.removesuffix(STREAMS): recorder.profile(target, load, seconds, events) for target in apart}
    text = [_rooms(profiles, case.unit), _outside(profiles, case.unit), _waits(profiles, case.unit)]
    return "\n".join([*text, *(_methods(name, profile) for name, profile in profiles.items() if _is_keyways(name))])


def _is_keyways(name):
    return name.startswith(m.KEYWAY) or name.endswith((envoy.part_of("", envoy.SERVICE), envoy.part_of("", envoy.RELAYS)))


def head(seconds):
    return _HEAD.format(seconds=seconds)


def recorder(bench, java, classpath):
    return Recorder(java, classpath, bench.scratch("recordings"))


def _rooms(profiles, unit):
    """A row for whose the time is, a column a target, dearest first in the last one."""
    micros = {name: profile.micros() for name, profile in profiles.items() if profile.samples}
    last = list(micros.values())[-1]
    rooms = sorted({room for each in micros.values() for room in each}, key=lambda room: -last[room])
    lines = [[room, *(_shown(each[room]) for each in micros.values())] for room in rooms]
    lines = [line for line in lines if any(line[1:])]
    lines.append(["**all**", *(number(each.total()) for each in micros.values())])
    lines.append(["samples", *(f"{profiles[name].samples:,}" for name in micros)])
    return table([f"processor time of, µs a{'n' if unit[0] == 'e' else ''} {unit}", *micros], lines)


def _outside(profiles, unit):
    """Programs that run no Java: what they take themselves, and what the system does for them."""
    lines = []
    for name, profile in profiles.items():
        if not profile.samples:
            ran, system = (seconds / profile.units * 1e6 for seconds in (profile.ran, profile.system))
            lines.append([name, number(ran - system), number(system)])
    return table([f"µs a {unit}", "in the program", "in the system"], lines) if lines else ""


def _shown(micros):
    return number(micros) if micros >= 0.05 else ""


def _waits(profiles, unit):
    """By threads: what ran, and what stood ready while others had the processor."""
    kinds = list(dict.fromkeys(kind for profile in profiles.values() for kind in profile.threads))
    lines = []
    for name, profile in profiles.items():
        for kind in kinds:
            ran, waited, turns = profile.threads.get(kind, (0, 0, 0))
            if ran + waited > 0.001 * profile.seconds:
                micros = [number(seconds / profile.units * 1e6) for seconds in (ran, waited)]
                lines.append([name, kind, *micros, number(turns / profile.units)])
        for stop in profile.stops:
            if stop.all_micros > 0.001 * profile.seconds * 1e6:
                told = f"{stop.count:,} times, {number(stop.all_micros / stop.count / 1000)} ms each, {number(stop.longest_micros / 1000)} ms at most"
                lines.append([name, f"all stood still: {stop.why}", number(stop.all_micros / profile.units), "", told])
    return table(["", "threads", f"ran, µs a {unit}", "ready but without a processor", "turns"], lines)


def _methods(name, profile):
    """The methods that ran most, and those of Keyway's below which most lies."""
    own, below = profile.methods.most_common(_TOP), profile.called.most_common(2 * _TOP)
    share = lambda count: f"{100 * count / max(profile.samples, 1):.1f} %"
    rows = [f"{method} {share(count)}" for method, count in own]
    deep = [f"{method} {share(count)}" for method, count in below]
    return f"`{name}`, by the method that ran: {', '.join(rows)}.\n\n`{name}`, Keyway's methods with all they call: {', '.join(deep)}.\n"


def _start(bench):
    folder = bench.scratch("start")
    folder.mkdir()
    with bench.fresh(m.KEYWAY, keyway.quickstart(), anatomy.START_OPTIONS.format(folder=folder)) as target:
        pairs = anatomy.start(folder, target.start_seconds)
    with bench.fresh(m.KEYWAY, keyway.quickstart()) as target:
        ran = Counter()
        for thread in target.process.threads().values():
            ran[thread.name] += thread.ran
        pairs += [(f"processor time of {name}, ms", f"{1000 * s:.0f}") for name, s in ran.most_common(8)]
    shutil.rmtree(folder)
    return table(["one start", ""], pairs)


def _memory(measuring, recorder):
    """What is resident when idle, and after full load: the heap has grown to its highest then, and stays."""
    with measuring.bench.fresh(m.KEYWAY, keyway.quickstart(), anatomy.MEMORY_OPTIONS) as target:
        time.sleep(2)
        idle, idle_all = anatomy.memory(recorder.memory_map(target)), target.process.resident_bytes()
        m.load_fully(measuring, target)
        loaded, loaded_all = anatomy.memory(recorder.memory_map(target)), target.process.resident_bytes()
        peak = target.process.peak_resident_bytes()
    kinds = [kind for kind, count in loaded.most_common() if max(count, idle[kind]) > 100_000]
    lines = [[kind, number(idle[kind] / 1e6), number(loaded[kind] / 1e6)] for kind in kinds]
    lines.append(["**all**, as Linux counts it", number(idle_all / 1e6), number(loaded_all / 1e6)])
    lines.append(["at its highest, as Linux counts it", "", number(peak / 1e6)])
    return table(["resident, MB", "when idle", "after full load"], lines)
