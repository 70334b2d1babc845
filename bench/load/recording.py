"""Where a target's processor time goes: a recording of the JDK's Flight Recorder, and what Linux says of its threads."""

import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .processes import Failed

# Sampled by a timer of the thread's own processor time, system calls too (from JDK 25 on); before, what runs in Java by the clock.
_BY_PROCESSOR_TIME = {"jdk.CPUTimeSample": {"enabled": "true", "throttle": "5ms"}}
_BY_CLOCK = {"jdk.ExecutionSample": {"enabled": "true", "period": "10 ms"}}
_STOPS = {"jdk.ExecuteVMOperation": {"enabled": "true", "threshold": "0 ms", "stackTrace": "false"}}
_KNOWS_PROCESSOR_TIME = 25

# CEL calls itself in expressions: below 64 frames, the default, nobody knows whose they are.
_STACK_DEPTH = 256

# Else a sample counts for the line of the nearest call or loop's end, which may be of another method.
JVM_OPTIONS = "-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints"

LOOPS, RECORDS, COMPILERS, COLLECTOR, RECORDER, OTHERS = (
    "event loops",
    "writer of records",
    "compilers",
    "collector",
    "this recording",
    "others",
)

# By how a thread's name begins, of which Linux keeps 15 letters.
_THREADS = {
    "vert.x-eventloo": LOOPS,
    "nginx": LOOPS,
    "wrk:worker": LOOPS,  # Envoy's own
    "envoy-": LOOPS,  # of Keyway's external processor
    "keyway-records": RECORDS,
    "C1 Compiler": COMPILERS,
    "C2 Compiler": COMPILERS,
    "Training replay": COMPILERS,
    "GC Thread": COLLECTOR,
    "VM Thread": COLLECTOR,
    "G1 ": COLLECTOR,
    "JFR ": RECORDER,
}
# Those that run no Java, of which there are no samples.
_WITHOUT_SAMPLES = (COMPILERS, COLLECTOR, RECORDER)


@dataclass(frozen=True)
class Stop:
    """Why and how the JVM stood still."""

    why: str
    count: int
    all_micros: int
    longest_micros: int


@dataclass(frozen=True)
class Profile:
    """
    rooms, methods, called: how many samples by whose they are, by the method that ran, by each method of Keyway's below which they lie
    threads: {kind: (seconds it ran, seconds it waited for a processor, turns)}
    system: seconds in the system, of those that threads ran
    units: how many requests or events there were meanwhile
    """

    rooms: Counter
    methods: Counter
    called: Counter
    stops: list
    threads: dict
    units: int
    seconds: float
    system: float = 0.0

    @property
    def samples(self):
        return self.rooms.total()

    @property
    def ran(self):
        return sum(ran for ran, _, _ in self.threads.values())

    def micros(self):
        """Microseconds of processor time a unit, by whose they are."""
        sampled = sum(self.thread_micros(kind) for kind in self.threads if kind not in _WITHOUT_SAMPLES)
        found = Counter({room: sampled * count / self.samples for room, count in self.rooms.items()}) if self.samples else Counter()
        for kind in _WITHOUT_SAMPLES:
            if kind in self.threads:
                found[kind] = self.thread_micros(kind)
        return found

    def thread_micros(self, kind):
        return self.threads[kind][0] / self.units * 1e6


def kind_of(thread):
    """What a thread of that name does."""
    return next((kind for start, kind in _THREADS.items() if thread.startswith(start)), OTHERS)


def by_kind(before, after):
    """Sums of what threads have had between two looks, by what they do."""
    sums = {}
    for key, thread in after.items():
        since, kind = thread.since(before.get(key)), kind_of(thread.name)
        ran, waited, turns = sums.get(kind, (0.0, 0.0, 0))
        sums[kind] = (ran + since.ran, waited + since.waited, turns + since.turns)
    return sums


def parse(text):
    """What dev.keyway.bench.profile.Profile printed: rooms, methods, called, stops."""
    counts, stops = {"room": Counter(), "method": Counter(), "called": Counter()}, []
    for line in text.splitlines():
        kind, name, *numbers = line.split("\t")
        if kind == "stop":
            stops.append(Stop(name, *map(int, numbers)))
        else:
            counts[kind][name] = int(numbers[0])
    return *counts.values(), stops


class Recorder:
    """Makes profiles of JVMs.

    java, classpath: the JDK's home, and where the class is that reads recordings
    folder: for what lies about meanwhile
    """

    def __init__(self, java, classpath, folder):
        self._java = java
        self._classpath = classpath
        self._folder = Path(folder)
        self._folder.mkdir(exist_ok=True)

    def profile(self, target, load, seconds, events=None):
        """Under load for so long. `events`: counts the units, where they are not requests."""
        self._record(target, load, 3, events)  # the recorder changes classes, which are compiled anew
        return self._record(target, load, seconds, events)

    def _record(self, target, load, seconds, events):
        file = self._folder / "profile.jfr"
        pid = target.process.pid
        if target.is_jvm:
            self._settings().write_text(settings(self._version()))
            self._jcmd(pid, "JFR.configure", f"stackdepth={_STACK_DEPTH}")
            self._jcmd(pid, "JFR.start", "name=profile", f"settings={self._settings()}")
        counted, before, called = events() if events else 0, target.process.threads(), target.process.system_seconds()
        sent = load.run(target, seconds)
        threads, system = by_kind(before, target.process.threads()), target.process.system_seconds() - called
        units = events() - counted if events else sent.requests
        if not target.is_jvm:
            return Profile(Counter(), Counter(), Counter(), [], threads, units, sent.seconds, system)
        self._jcmd(pid, "JFR.stop", "name=profile", f"filename={file}")
        read = _run(f"{self._java}/bin/java", "-cp", self._classpath, "dev.keyway.bench.profile.Profile", str(file))
        return Profile(*parse(read), threads, units, sent.seconds, system)

    def memory_map(self, target):
        """What lies in a JVM's memory, as `jcmd System.map` tells it (from JDK 24 on)."""
        return self._jcmd(target.process.pid, "System.map")

    def _settings(self):
        return self._folder / "profile.jfc"

    def _version(self):
        release = Path(self._java, "release").read_text()
        return int(re.search(r'JAVA_VERSION="(\d+)', release)[1])

    def _jcmd(self, pid, *words):
        return _run(f"{self._java}/bin/jcmd", str(pid), *words)


def settings(version):
    """A file of settings for the recorder of a JDK of that version."""
    events = {**(_BY_PROCESSOR_TIME if version >= _KNOWS_PROCESSOR_TIME else _BY_CLOCK), **_STOPS}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<configuration version="2.0">']
    for event, given in events.items():
        inner = "".join(f'<setting name="{name}">{value}</setting>' for name, value in given.items())
        lines.append(f'<event name="{event}">{inner}</event>')
    return "\n".join([*lines, "</configuration>"])


def _run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{' '.join(command[:3])} said: {done.stdout}{done.stderr}")
    return done.stdout
