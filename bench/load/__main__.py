"""The command line: bench/run hands it over."""

import argparse
import os
import signal
import sys

from . import measurements
from .keyway import ROOT
from .figures import Figures
from .measurements import MANY, Plan
from .processes import Failed
from .targets import STREAMS, Bench
from .wrk import Load

_BUILT = ROOT / "bench/target/quick"
CLASSPATH = f"{_BUILT}/bench-0.1.0-SNAPSHOT.jar:{_BUILT}/lib/*"


def chat_1k(bench, figures, names, plan):
    load = Load(bench.body("1k", 1000), MANY)
    measurements.requests(figures, "chat-1k", [bench.target(name) for name in names], load, plan)


def chat_100k(bench, figures, names, plan):
    load = Load(bench.body("100k", 100_000), MANY)
    measurements.requests(figures, "chat-100k", [bench.target(name) for name in names], load, plan)


def burst(bench, figures, names, plan):
    measurements.burst(figures, "burst", bench, [bench.target(name + STREAMS) for name in names], plan)


def paced(bench, figures, names, plan):
    measurements.paced(figures, "paced", bench, [bench.target(name + STREAMS) for name in names], plan)


ALL = {"chat-1k": chat_1k, "chat-100k": chat_100k, "burst": burst, "paced": paced}


def main():
    parser = argparse.ArgumentParser(prog="bench/run")
    parser.add_argument("--dist", default=ROOT / "server/target/quick/dist")
    parser.add_argument("--against", metavar="DIST")
    parser.add_argument("--only", action="append", choices=list(ALL))
    parser.add_argument("--targets", default="nginx,bare,keyway")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
    figures = Figures()
    names = options.targets.split(",")
    dists = {"keyway": options.dist}
    if options.against:
        dists["against"] = options.against
        names.append("against")
    try:
        with Bench(os.environ["KEYWAY_JAVA_HOME"], CLASSPATH, dists) as bench:
            for name in options.only or ALL:
                ALL[name](bench, figures, names, Plan(rounds=options.rounds))
                show(figures, name)
    except Failed as e:
        sys.exit(f"bench/run: {e}")
    except KeyboardInterrupt:
        sys.exit(130)


def show(figures, measurement):
    for quantity in figures.quantities(measurement):
        print(f"{measurement}: {quantity}")
        for target in figures.targets(measurement):
            figure = figures.get(measurement, target, quantity)
            if figure:
                print(f"  {target:30} {figure.median:10.2f}   ({figure.lowest:.2f} to {figure.highest:.2f})", flush=True)


main()
