"""What Keyway must keep to, as data, and whether it does."""

from dataclasses import dataclass
from typing import Callable

from . import envoy, hosts
from . import measurements as m
from .targets import FAILING_OVER

# How much worse than its goal a figure of a quick run may be: its rounds are few and short.
ALLOWANCE = 1.25


@dataclass(frozen=True)
class Goal:
    """One goal.

    what: what is measured
    limit, unit: the highest value that is good enough
    value: finds it in the figures, or None where that was not measured
    """

    what: str
    limit: float
    unit: str
    value: Callable


@dataclass(frozen=True)
class Judgement:
    goal: Goal
    value: float | None

    @property
    def measured(self):
        return self.value is not None

    @property
    def met(self):
        return self.measured and self.value <= self.goal.limit

    @property
    def missed_by_far(self):
        return self.measured and self.value > self.goal.limit * ALLOWANCE


def judge(figures):
    return [Judgement(goal, goal.value(figures)) for goal in GOALS]


def median(measurement, target, quantity):
    def value(figures):
        figure = figures.get(measurement, target, quantity)
        return None if figure is None else figure.median

    return value


def ratio(measurement, target, other, quantity):
    """How many times the other's. None also where the other's is nothing, or less: noise is no measure."""
    own, others = median(measurement, target, quantity), median(measurement, other, quantity)

    def value(figures):
        if own(figures) is None or others(figures) is None or others(figures) <= 0:
            return None
        return own(figures) / others(figures)

    return value


def difference(measurement, target, other, quantity, divided_by=1):
    own, others = median(measurement, target, quantity), median(measurement, other, quantity)

    def value(figures):
        if own(figures) is None or others(figures) is None:
            return None
        return (own(figures) - others(figures)) / divided_by

    return value


def failover_cost(figures):
    """What failing over adds to Keyway's request, less what a second exchange with the upstream adds to the bare relay's."""
    keyways = difference("failover", m.KEYWAY + FAILING_OVER, m.KEYWAY, m.CPU)(figures)
    bares = difference("failover", "bare" + FAILING_OVER, "bare", m.CPU)(figures)
    return None if keyways is None or bares is None else keyways - bares


GOALS = [
    Goal("1 KB, two keys, no CEL", 2.0, "× nginx", ratio("chat-1k", m.KEYWAY, "nginx", m.CPU)),
    Goal("1 KB, two keys, no CEL", 1.25, "× the bare relay", ratio("chat-1k", m.KEYWAY, "bare", m.CPU)),
    Goal("CEL over 20 keys", 0.45, "µs a key", difference("selection", "keyway, 20 keys by CEL", m.KEYWAY, m.CPU, 20)),
    Goal("CEL over 200 keys", 0.45, "µs a key", difference("selection", "keyway, 200 keys by CEL", m.KEYWAY, m.CPU, 200)),
    Goal(
        "CEL over 200 keys, ranking reused for 10 ms",
        2.0,
        "× the bare relay",
        ratio("selection", "keyway, 200 keys by CEL, reused", "bare", m.CPU),
    ),
    Goal("100 KB, two keys", 4.0, "× nginx", ratio("chat-100k", m.KEYWAY, "nginx", m.CPU)),
    Goal("event of a burst", 2.5, "× nginx", ratio("burst", m.KEYWAY, "nginx", m.CPU_EVENT)),
    Goal("paced event", 1.3, "× nginx", ratio("paced", m.KEYWAY, "nginx", m.CPU_EVENT)),
    Goal("added latency, median", 1.5, "× nginx", ratio("latency", m.KEYWAY, "nginx", m.ADDED_MEDIAN)),
    Goal("added latency, p99", 2.0, "× nginx", ratio("latency", m.KEYWAY, "nginx", m.ADDED_P99)),
    Goal("failover on 429, beyond one more upstream exchange", 5.0, "µs", failover_cost),
    Goal("records to a file", 1.15, "× without", ratio("records", "keyway, records to a file", m.KEYWAY, m.CPU)),
    Goal("start-up to the first answer", 1.0, "s", median("start-up", m.KEYWAY, m.START)),
    Goal("resident, idle", 96.0, "MB", median("memory", m.KEYWAY, m.IDLE)),
    Goal("resident, at most under full load", 200.0, "MB", median("memory", m.KEYWAY, m.LOADED)),
    Goal("Envoy itself, relay form", 2.6, "× plain Envoy", ratio("envoy", envoy.RELAY, envoy.NAME, m.ENVOYS)),
    Goal("Envoy's ext_proc service, relay form", 40.0, "µs", median("envoy", envoy.RELAY, m.SERVICES)),
    Goal("Envoy itself, native form", 4.6, "× plain Envoy", ratio("envoy", envoy.NATIVE, envoy.NAME, m.ENVOYS)),
    Goal("Envoy's ext_proc service, native form", 125.0, "µs", median("envoy", envoy.NATIVE, m.SERVICES)),
    *(
        goal
        for host, what in ((hosts.KONG, "Kong's event"), (hosts.APISIX, "APISIX's call"))
        for where, load in (("on one connection", host.one), ("on 64 connections", host.many))
        for goal in (
            Goal(f"{what}, {where}", 60.0, "µs", median(host.name, host.keyway, load.quantity)),
            Goal(f"{what}, {where}", 1.5, "× an empty plugin", ratio(host.name, host.keyway, host.calls, load.quantity)),
        )
    ),
]
