"""What JMH measured of Keyway's parts, read from its JSON."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """nanoseconds of one operation, bytes that it allocates (None: not measured)."""

    name: str
    nanoseconds: float
    error: float
    bytes: float | None


_NANOSECONDS = {"ns/op": 1, "us/op": 1e3, "ms/op": 1e6, "s/op": 1e9}


def read(text):
    """The cases in the text of a `-rf json` file, in its order."""
    return [_case(run) for run in json.loads(text)]


def _case(run):
    scale = _NANOSECONDS[run["primaryMetric"]["scoreUnit"]]
    error = run["primaryMetric"]["scoreError"]
    allocated = run.get("secondaryMetrics", {}).get("gc.alloc.rate.norm")
    return Case(
        _name(run),
        run["primaryMetric"]["score"] * scale,
        error * scale if isinstance(error, (int, float)) else float("nan"),
        None if allocated is None else allocated["score"],
    )


def _name(run):
    """Class and method without their package, then the parameters."""
    name = ".".join(run["benchmark"].split(".")[-2:]).replace("Benchmark.", ".")
    parameters = run.get("params") or {}
    return name + "".join(f", {key} {value}" for key, value in parameters.items())
