"""What JMH measured of Keyway's parts, read from its JSON."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """What one operation takes.

    nanoseconds: that passed
    processor: of these, on the processor, which others on the machine distort less; None: not measured
    bytes: that it allocates; None: not measured
    """

    name: str
    nanoseconds: float
    processor: float | None = None
    bytes: float | None = None


_NANOSECONDS = {"ns/op": 1, "us/op": 1e3, "ms/op": 1e6, "s/op": 1e9}


def read(text):
    """The cases in the text of a `-rf json` file, in its order."""
    return [_case(run) for run in json.loads(text)]


def _case(run):
    passed = run["primaryMetric"]
    more = {name.lstrip("·"): metric["score"] for name, metric in run.get("secondaryMetrics", {}).items()}
    nanoseconds = passed["score"] * _NANOSECONDS[passed["scoreUnit"]]
    return Case(_name(run), nanoseconds, more.get("cpu.norm"), more.get("gc.alloc.rate.norm"))


def _name(run):
    """Class and method without their package, then the parameters."""
    name = ".".join(run["benchmark"].split(".")[-2:]).replace("Benchmark.", ".")
    parameters = run.get("params") or {}
    return name + "".join(f", {key} {value}" for key, value in parameters.items())
