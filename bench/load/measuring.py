"""What every measurement does: find its targets, warm them up, take them in turns."""

import math
import sys
import time
from dataclasses import dataclass

from .processes import Failed
from .targets import split
from .wrk import Load

MANY = 32

# Of the processor time of a turn, in which a JVM that compiles is not yet warm.
_COMPILING_SHARE = 0.03
KEYWAY = "keyway"


@dataclass(frozen=True)
class Plan:
    """How long things take. A JVM compiles what it runs while it runs it, in the time of its requests: a target is warmed up until it
    has had both time and requests, grows no quicker any more, and has next to nothing left to compile; or until it has had
    `warm_at_most` seconds, or so much processor time. Where that is too short, what compilers take later need not count.
    """

    rounds: int = 5
    seconds: int = 2
    warm_seconds: int = 10
    warm_at_most: int = 150
    warm_processor_seconds: float = math.inf
    warm_requests: int = 20_000
    starts: int = 5
    compilers_count: bool = True

    def used_seconds(self, target):
        """Processor time that counts, so far."""
        return target.cpu_seconds() - (0 if self.compilers_count else target.compiling_seconds())


class Measuring:
    """What a measurement needs: the targets (`only` these, if that is given), how long to take, where the figures go.

    complete: whether all targets that were asked for started
    taken: what was measured of several measurements' targets in common turns; empty: each takes its own
    """

    def __init__(self, bench, figures, plan, only=None, taken=None):
        self.taken = taken or {}
        self.bench = bench
        self.figures = figures
        self.plan = plan
        self._only = only
        self.complete = True

    def targets(self, *names, kind=""):
        """The targets of these names, as far as they are wanted and start."""
        targets = []
        for name in self.wanted(*names):
            try:
                targets.append(self.bench.target(name + kind))
            except Failed as e:
                self.complete = False
                print(f"bench/run: {e}", file=sys.stderr)
        if not targets:
            raise Failed("none of its targets started")
        return targets

    def wanted(self, *names):
        """Those of these names that are wanted, and the builds to compare with."""
        wanted = [name for name in names if self._only is None or name in self._only]
        ours = [name for name in wanted if name == KEYWAY or name.startswith(KEYWAY + ", ")]
        wanted += [name.replace(KEYWAY, other, 1) for other in self.bench.other_builds() for name in ours]
        if not wanted:
            raise Failed(f"none of the targets is wanted; there are: {', '.join(names)}")
        return wanted

    def load_1k(self):
        return Load(self.bench.body("1k", 1000), MANY)

    def load_100k(self):
        return Load(self.bench.body("100k", 100_000), MANY)

    def in_turns(self, targets):
        """Each target in each round, another one first every time."""
        for i in range(self.plan.rounds):
            first = i % len(targets)
            yield from targets[first:] + targets[:first]

    def warm(self, targets, load, requests=None):
        """Sends load until what runs has been compiled."""
        for target in targets:
            if load.key not in target.warmed:
                target.warmed.add(load.key)
                _warm(target, load, self.plan, requests or self.plan.warm_requests)

    def add(self, measurement, quantity, values):
        """Keeps the values of each target; `values`: {target's name: [a value a round]}."""
        for target, rounds in values.items():
            self.figures.add(measurement, split(target)[0], quantity, rounds)


def _warm(target, load, plan, requests):
    """Turns of two seconds, until two of them were no quicker than one before and compiled next to nothing."""
    if not target.is_jvm:
        load.run(target, 1)
        return
    sent, best, idle_turns, began, had = 0, math.inf, 0, time.monotonic(), target.jvm_seconds()
    while sent < requests or idle_turns < 2 or time.monotonic() - began < plan.warm_seconds - 1:
        before, compiled = target.jvm_seconds(), target.compiling_seconds()
        turn = load.run(target, 2).requests
        sent += turn
        used = target.jvm_seconds() - before
        micros = used / max(turn, 1)
        compiling = target.compiling_seconds() - compiled > _COMPILING_SHARE * used
        idle_turns = 0 if micros < 0.95 * best or compiling else idle_turns + 1
        best = min(best, micros)
        if target.jvm_seconds() - had > plan.warm_processor_seconds:
            return
        if time.monotonic() - began > plan.warm_at_most:
            print(f"bench/run: {target.name} still grew quicker or compiled after {sent} requests", file=sys.stderr)
            return


def turn(target, load, seconds):
    """A turn that counts."""
    sent = load.run(target, seconds)
    if not sent.requests:
        raise Failed(f"{target.name} answered nothing within {seconds} s")
    return sent
