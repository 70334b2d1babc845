"""The command line, which bench/run hands over."""

import argparse
import os
import signal
import subprocess
import sys
from dataclasses import replace

from . import goals, jmh, machine, measurements, profiles, recording, report
from .figures import Figures
from .keyway import ROOT
from .measuring import Measuring, Plan
from .processes import Failed
from .targets import Bench

_BUILT = ROOT / "bench/target/quick"
_CLASSPATH = f"{_BUILT}/classes:{_BUILT}/lib/*"
_RESULT = ROOT / "bench/results/latest.md"
_PROFILES = ROOT / "bench/results/profiles.md"
_PROFILE_SECONDS = 20
_PROFILE_WARM_SECONDS = 60
_JMH_RESULT = ROOT / "bench/target/jmh.json"


def options():
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description="Measures what Keyway adds to a request, beside nginx and a bare relay, and writes bench/results/latest.md.",
        epilog="Figures go to standard output. Exit code 1: a goal is missed (--quick: by more than a quarter), "
        "2: wrong usage, 3: something could not be measured.",
    )
    parser.add_argument("--quick", action="store_true", help="only what the goals speak of, in about three minutes; writes no file")
    one = {"action": "append", "metavar": "NAME", "choices": list(measurements.ALL)}
    parser.add_argument("--only", **one, help="one measurement; given several times, several; writes no file")
    parser.add_argument("--list", action="store_true", help="print the measurements' names and what they are")
    parser.add_argument("--targets", metavar="A;B", help='of a measurement only these targets, as in "nginx;keyway"')
    parser.add_argument(
        "--profile", action="store_true", help="instead of figures, where the time goes; writes bench/results/profiles.md"
    )
    parser.add_argument("--against", metavar="DIST", help="another distribution of Keyway, beside the one of this checkout")
    parser.add_argument("--rounds", type=int, help="how often each target has its turn")
    parser.add_argument("--seconds", type=int, help="how long a turn is")
    parser.add_argument("--no-jmh", action="store_true", help="leave out the cases of bench/jmh")
    parser.add_argument("--output", metavar="FILE", help="write the report there, whatever was measured")
    return parser.parse_args()


def main():
    given = options()
    if given.list:
        for name, measurement in measurements.ALL.items():
            print(f"{name:12} {measurement.__doc__}")
        return 0
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda number, frame: sys.exit(128 + number))
    try:
        return profile(given) if given.profile else measure(given)
    except Failed as e:
        print(f"bench/run: {e}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


def measure(given):
    machine.warn_if_busy()
    figures, failed = Figures(), False
    java, dist = os.environ["KEYWAY_JAVA_HOME"], ROOT / "server/target/quick/dist"
    dists = {"keyway": dist, **({"against": given.against} if given.against else {})}
    whole = not (given.quick or given.only)
    with Bench(java, _CLASSPATH, dists) as bench:
        taken = measurements.take_together(Measuring(bench, figures, plan(given))) if given.quick and not given.only else {}
        for name in given.only or (measurements.QUICK if given.quick else measurements.ALL):
            print(report.title(name), flush=True)
            failed |= not measured(name, Measuring(bench, figures, plan(given), targets(given, name), taken))
            if not taken:
                bench.end_variants()
            print(report.rows(figures, name), flush=True)
    cases = run_jmh() if whole and not given.no_jmh else []
    judgements = goals.judge(figures)
    at_best = goals.judge(figures.at_best(measurements.KEYWAY))
    shown = [judgement for judgement in judgements if judgement.measured or not given.only]
    if shown:
        print(report.goals(shown))
    if whole or given.output:
        path = given.output or _RESULT
        with open(path, "w", encoding="utf-8") as file:
            file.write(report.whole(machine.facts(java, dist), figures, shown, cases, given.only))
        print(f"written: {path}")
    if given.quick:
        doubtful = [one.goal for one, best in zip(judgements, at_best) if one.missed_by_far and not best.missed_by_far]
        for goal in doubtful:
            print(f"too noisy to tell: {goal.what}, at most {report.number(goal.limit)} {goal.unit}")
    return 3 if failed else exit_code(given, at_best if given.quick else judgements)


def profile(given):
    """Profiles of what is named, else of all that goals speak of."""
    java, failed = os.environ["KEYWAY_JAVA_HOME"], False
    os.environ["KEYWAY_JAVA_OPTS"] = f"{os.environ.get('KEYWAY_JAVA_OPTS', '')} {recording.JVM_OPTIONS}"
    seconds, names = given.seconds or _PROFILE_SECONDS, given.only or profiles.ALL
    facts = machine.facts(java, ROOT / "server/target/quick/dist")
    parts = [profiles.head(seconds), report.table(["", ""], facts)]
    with Bench(java, _CLASSPATH, {"keyway": ROOT / "server/target/quick/dist"}) as bench:
        recorder = profiles.recorder(bench, java, _CLASSPATH)
        for name in names:
            measuring = Measuring(bench, Figures(), replace(Plan(), warm_at_most=_PROFILE_WARM_SECONDS), targets(given, name))
            parts += [f"## {report.title(name)}\n", profiles.section(name, measuring, recorder, seconds)]
            failed |= not measuring.complete
            bench.end_variants()
            print("\n".join(parts[-2:]), flush=True)
    if given.output or not given.only:
        path = given.output or _PROFILES
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(parts))
        print(f"written: {path}")
    return 3 if failed else 0


def measured(name, measuring):
    """Whether it could be measured; the others are measured in any case."""
    try:
        measurements.ALL[name](measuring)
    except Failed as e:
        print(f"bench/run: {name}: {e}", file=sys.stderr)
        return False
    return measuring.complete


def plan(given):
    plan = measurements.QUICK_PLAN if given.quick else Plan()
    return replace(plan, rounds=given.rounds or plan.rounds, seconds=given.seconds or plan.seconds)


def targets(given, name):
    if given.targets:
        return given.targets.split(";")
    return measurements.QUICK.get(name) if given.quick else None


def exit_code(given, judgements):
    if given.only:
        return 0
    return int(any(each.missed_by_far if given.quick else not each.met for each in judgements))


def run_jmh():
    print("Parts, by JMH", flush=True)
    done = subprocess.run([ROOT / "bench/jmh"], stdout=subprocess.DEVNULL)
    if done.returncode:
        raise Failed("bench/jmh failed")
    cases = jmh.read(_JMH_RESULT.read_text())
    print(report.jmh(cases), flush=True)
    return cases


sys.exit(main())
