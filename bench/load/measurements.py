"""The comparisons. Each takes its targets in turns, round after round, so that what else the machine does meets all of them alike."""

import time
from dataclasses import dataclass, field, replace

from . import envoy, hosts, keyway, streams, wrk
from .measuring import KEYWAY, Plan, turn
from .processes import Failed
from .targets import FAILING_OVER, HANDSHAKES, STREAMS, TLS
from .wrk import Load

CPU = "processor, µs a request"
RATE = "requests a second"
CPU_EVENT = "processor, µs an event"
MEDIAN, P99 = "median, µs", "p99, µs"
ADDED_MEDIAN, ADDED_P99 = "added median, µs", "added p99, µs"
FIRST_BYTE, ADDED_FIRST_BYTE = "first byte, µs", "added, µs"
EXCHANGES = "upstream exchanges a request"
ENVOYS, SERVICES = "Envoy, µs a request", "ext_proc, µs a request"
ENVOY_CONNECTIONS = 16
PARTS = {envoy.FRONT: ENVOYS, envoy.SERVICE: SERVICES, envoy.RELAYS: "relay, µs a request"}
START = "first answer after, s"
IDLE, LOADED = "resident idle, MB", "resident at most, MB"

_BURST_EVENTS = 500
JDKS_TLS = "keyway, the JDK's TLS"

PACED = {"x-stream-events": 200, "x-stream-pace-ms": 5}
PACED_CONNECTIONS = 100


@dataclass(frozen=True)
class Taken:
    """A value a round of each target, by its name."""

    micros: dict = field(default_factory=dict)
    rates: dict = field(default_factory=dict)
    exchanges: dict = field(default_factory=dict)

    def add(self, name, micros, rate, exchanges):
        if micros is not None:
            self.micros.setdefault(name, []).append(micros)
        self.rates.setdefault(name, []).append(rate)
        self.exchanges.setdefault(name, []).append(exchanges)


def _requests(measuring, name, targets, load):
    """Processor time of a request, and how many there are in a second."""
    taken = measuring.taken.get(load.key) or _take(measuring, targets, load)
    of_these = lambda values: {target.name: values[target.name] for target in targets if target.name in values}
    measuring.add(name, CPU, of_these(taken.micros))
    measuring.add(name, RATE, of_these(taken.rates))
    return of_these(taken.exchanges)


def _take(measuring, targets, load):
    measuring.warm(targets, load)
    taken = Taken()
    for target in measuring.in_turns(targets):
        before, asked = measuring.plan.used_seconds(target), measuring.bench.upstream_requests()
        sent = turn(target, load, measuring.plan.seconds)
        micros = (measuring.plan.used_seconds(target) - before) / sent.requests * 1e6 if target.process else None
        asked = measuring.bench.upstream_requests() - asked - 1
        taken.add(target.name, micros, sent.per_second, asked / sent.requests)
    return taken


def take_together(measuring):
    """What a quick run asks of 1 KB on 32 connections, in turns that serve all its measurements."""
    names = dict.fromkeys(name for measurement in OF_1K for name in QUICK[measurement])
    load = measuring.load_1k()
    return {load.key: _take(measuring, measuring.targets(*names), load)}


def chat_1k(measuring):
    """A chat completion of 1 KB, on 32 connections"""
    targets = measuring.targets("direct", "nginx", "bare", KEYWAY, "keyway, access key")
    _requests(measuring, "chat-1k", targets, measuring.load_1k())


def selection(measuring):
    """1 KB, where CEL chooses among keys"""
    names = ("bare", KEYWAY, *(f"keyway, {keys} keys by CEL" for keys in (2, 20, 200)), "keyway, 200 keys by CEL, reused")
    _requests(measuring, "selection", measuring.targets(*names), measuring.load_1k())


def records(measuring):
    """1 KB, with decision records"""
    targets = measuring.targets(KEYWAY, "keyway, records to a file", "keyway, records to stdout")
    _requests(measuring, "records", targets, measuring.load_1k())


def chat_100k(measuring):
    """A chat completion of 100 KB, on 32 connections"""
    targets = measuring.targets("direct", "nginx", "bare", KEYWAY)
    _requests(measuring, "chat-100k", targets, measuring.load_100k())


def failover(measuring):
    """1 KB, where a first key is answered 429 each time and a second one serves"""
    names = ("bare", "bare" + FAILING_OVER, KEYWAY, KEYWAY + FAILING_OVER)
    exchanges = _requests(measuring, "failover", measuring.targets(*names), measuring.load_1k())
    measuring.add("failover", EXCHANGES, exchanges)


def tls(measuring):
    """1 KB over kept connections with TLS to the upstream"""
    targets = measuring.targets("nginx", "bare", KEYWAY, JDKS_TLS, kind=TLS)
    _requests(measuring, "tls", targets, measuring.load_1k())


def handshakes(measuring):
    """1 KB with a new connection with TLS to the upstream for each request"""
    targets = measuring.targets("nginx", "bare", KEYWAY, JDKS_TLS, kind=HANDSHAKES)
    _requests(measuring, "handshakes", targets, measuring.load_1k())


def envoy_1k(measuring):
    """1 KB through Envoy, on 16 connections"""
    targets = measuring.targets(*envoy.ALL)
    load = replace(measuring.load_1k(), connections=ENVOY_CONNECTIONS)
    measuring.warm(targets, load)
    micros = {}
    for target in measuring.in_turns(targets):
        before = envoy.used_seconds(target, measuring.plan)
        sent = turn(target, load, measuring.plan.seconds)
        for part, seconds in envoy.used_seconds(target, measuring.plan).items():
            micros.setdefault(part, {}).setdefault(target.name, []).append((seconds - before[part]) / sent.requests * 1e6)
    for part, quantity in PARTS.items():
        measuring.add("envoy", quantity, micros.get(part, {}))


def envoy_latency(measuring):
    """1 KB through Envoy, on one connection"""
    targets = measuring.targets(*envoy.ALL)
    load = replace(measuring.load_1k(), connections=1)
    measuring.warm(targets, load, 1000)
    medians, p99s = {}, {}
    for target in measuring.in_turns(targets):
        sent = turn(target, load, measuring.plan.seconds + 1)
        medians.setdefault(target.name, []).append(sent.median_us)
        p99s.setdefault(target.name, []).append(sent.p99_us)
    measuring.add("envoy-latency", MEDIAN, medians)
    measuring.add("envoy-latency", P99, p99s)
    measuring.add("envoy-latency", ADDED_MEDIAN, _added(medians, envoy.NAME))
    measuring.add("envoy-latency", ADDED_P99, _added(p99s, envoy.NAME))


def kong_events(measuring):
    """An event of Kong's: who calls is asked for, and a header is set"""
    _asked(measuring, hosts.KONG)


def apisix_calls(measuring):
    """A call of APISIX's: who calls and the route are asked for, and a header is set"""
    _asked(measuring, hosts.APISIX)


def _asked(measuring, host):
    targets = measuring.targets(*host.targets)
    for load in (host.many, host.one):
        measuring.warm(targets, load)
        micros, medians = {}, {}
        for target in measuring.in_turns(targets):
            before = measuring.plan.used_seconds(target)
            sent = turn(target, load, measuring.plan.seconds)
            micros.setdefault(target.name, []).append((measuring.plan.used_seconds(target) - before) / sent.requests * 1e6)
            medians.setdefault(target.name, []).append(sent.median_us)
        measuring.add(host.name, load.quantity, micros)
    measuring.add(host.name, hosts.ROUND_TRIP, medians)


def latency(measuring):
    """A chat completion of 1 KB, on one connection"""
    targets = measuring.targets("direct", "nginx", "bare", KEYWAY)
    many, load = measuring.load_1k(), replace(measuring.load_1k(), connections=1)
    measuring.warm(targets, many)
    measuring.warm(targets, load, 1000)
    medians = {target.name: [] for target in targets}
    p99s = {target.name: [] for target in targets}
    for target in measuring.in_turns(targets):
        sent = turn(target, load, measuring.plan.seconds + 1)
        medians[target.name].append(sent.median_us)
        p99s[target.name].append(sent.p99_us)
    measuring.add("latency", MEDIAN, medians)
    measuring.add("latency", P99, p99s)
    measuring.add("latency", ADDED_MEDIAN, _added(medians))
    measuring.add("latency", ADDED_P99, _added(p99s))


def _added(values, to="direct"):
    """Round by round, what lies above going straight to the upstream, or above another target."""
    least = values.get(to)
    if least is None:
        return {}
    return {name: [x - y for x, y in zip(own, least)] for name, own in values.items() if name != to}


def burst(measuring):
    """A stream of 500 events, written as quickly as can be, on 8 connections"""
    targets = measuring.targets("nginx", "bare", KEYWAY, kind=STREAMS)
    load = Load(measuring.bench.body("burst", 1000, stream=True), 8, {"x-stream-events": _BURST_EVENTS})
    measuring.warm(targets, load, measuring.plan.warm_requests // 50)
    micros = {target.name: [] for target in targets}
    for target in measuring.in_turns(targets):
        before = measuring.plan.used_seconds(target)
        sent = turn(target, load, measuring.plan.seconds)
        micros[target.name].append((measuring.plan.used_seconds(target) - before) / (sent.requests * _BURST_EVENTS) * 1e6)
    measuring.add("burst", CPU_EVENT, micros)


def paced(measuring):
    """Streams with an event every 5 ms, on 100 connections"""
    targets = measuring.targets("nginx", "bare", KEYWAY, kind=STREAMS)
    load = Load(measuring.bench.body("paced", 1000, stream=True), PACED_CONNECTIONS, PACED)
    measuring.warm(targets, load, measuring.plan.warm_requests // 20)
    micros = {target.name: [] for target in targets}
    for target in measuring.in_turns(targets):
        micros[target.name].append(_paced_round(measuring, target, load))
    measuring.add("paced", CPU_EVENT, micros)


def _paced_round(measuring, target, load):
    """Counts the events that the upstream writes between two moments, while all streams are open."""
    bench, seconds = measuring.bench, measuring.plan.seconds
    running = wrk.start(target, load, seconds + 1)
    time.sleep(0.5)
    events, before = bench.stream_events(), measuring.plan.used_seconds(target)
    time.sleep(seconds)
    used, events = measuring.plan.used_seconds(target) - before, bench.stream_events() - events
    wrk.result(running, target)
    if not events:
        raise Failed(f"no event came through {target.name}")
    return used / events * 1e6


def first_byte(measuring):
    """Until the first byte of a stream's first event, on one connection"""
    targets = measuring.targets("direct", "nginx", "bare", KEYWAY, kind=STREAMS)
    body = measuring.bench.body("first-byte", 1000, stream=True)
    micros = {target.name: [] for target in targets}
    for target in targets:
        streams.first_bytes(target, body.read_bytes(), 5 * measuring.plan.warm_requests // 100)
    for target in measuring.in_turns(targets):
        micros[target.name].append(streams.first_bytes(target, body.read_bytes(), 300 * measuring.plan.seconds))
    measuring.add("first-byte", FIRST_BYTE, micros)
    measuring.add("first-byte", ADDED_FIRST_BYTE, _added({name.removesuffix(STREAMS): own for name, own in micros.items()}))


def start_up(measuring):
    """From starting the program to its first answer, a chat completion"""
    names = measuring.wanted("nginx", "bare", KEYWAY)
    seconds = {name: [] for name in names}
    for _ in range(measuring.plan.starts):
        for name in names:
            with measuring.bench.fresh(name) as target:
                seconds[name].append(target.start_seconds)
    measuring.add("start-up", START, seconds)


def memory(measuring):
    """Resident memory: after the first answer, and at its highest under 1 KB, 100 KB and 256 connections"""
    idle, loaded = {}, {}
    for name in measuring.wanted("nginx", "bare", KEYWAY):
        with measuring.bench.fresh(name) as target:
            time.sleep(2)
            idle[name] = [target.process.resident_bytes() / 1e6]
            load_fully(measuring, target)
            loaded[name] = [target.process.peak_resident_bytes() / 1e6]
    measuring.add("memory", IDLE, idle)
    measuring.add("memory", LOADED, loaded)


def load_fully(measuring, target):
    """All that a process holds at its highest: 1 KB, 100 KB, and many connections."""
    for load in (measuring.load_1k(), measuring.load_100k(), replace(measuring.load_1k(), connections=256)):
        load.run(target, 2 * measuring.plan.seconds)


def policies(measuring):
    """With 1, 100 and 10,000 policies in a folder, of which one is asked"""
    sizes = {"1 policy": 1, "100 policies": 100, "10,000 policies": 10_000}
    _growth(measuring, "policies", {name: keyway.many_policies(count) for name, count in sizes.items()})


def keys(measuring):
    """With 2, 200 and 2,000 keys in a policy, in listed order"""
    _growth(measuring, "keys", {f"{count:,} keys": keyway.many_keys(count) for count in (2, 200, 2_000)})


def _growth(measuring, name, daemons):
    for size, daemon in daemons.items():
        with measuring.bench.fresh(size, daemon) as target:
            measuring.add(name, START, {size: [target.start_seconds]})
            time.sleep(2)
            measuring.add(name, IDLE, {size: [target.process.resident_bytes() / 1e6]})
            _requests(measuring, name, [target], measuring.load_1k())


ALL = {
    "chat-1k": chat_1k,
    "selection": selection,
    "records": records,
    "chat-100k": chat_100k,
    "tls": tls,
    "handshakes": handshakes,
    "latency": latency,
    "burst": burst,
    "paced": paced,
    "first-byte": first_byte,
    "failover": failover,
    "start-up": start_up,
    "memory": memory,
    "policies": policies,
    "keys": keys,
    "envoy": envoy_1k,
    "envoy-latency": envoy_latency,
    "kong": kong_events,
    "apisix": apisix_calls,
}

# What the goals speak of, and no more.
QUICK = {
    "chat-1k": ("nginx", "bare", KEYWAY),
    "selection": ("bare", KEYWAY, "keyway, 20 keys by CEL", "keyway, 200 keys by CEL", "keyway, 200 keys by CEL, reused"),
    "records": (KEYWAY, "keyway, records to a file"),
    "chat-100k": ("nginx", KEYWAY),
    "latency": ("direct", "nginx", KEYWAY),
    "burst": ("nginx", KEYWAY),
    "paced": ("nginx", KEYWAY),
    "failover": ("bare", "bare" + FAILING_OVER, KEYWAY, KEYWAY + FAILING_OVER),
    "start-up": (KEYWAY,),
    "memory": (KEYWAY,),
    "envoy": (envoy.NAME, envoy.RELAY, envoy.NATIVE),
    **{host.name: (host.calls, host.keyway) for host in hosts.ALL},
}
OF_1K = ("chat-1k", "selection", "records", "failover")
QUICK_PLAN = Plan(rounds=2, seconds=1, warm_seconds=4, warm_processor_seconds=5, starts=3, compilers_count=False)
