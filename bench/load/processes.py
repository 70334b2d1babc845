"""Processes that end with the harness, and what they use, as Linux tells it in /proc."""

import ctypes
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


class Failed(Exception):
    """Something could not be measured. The message says what to look at."""


def free_port():
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _end_with_parent():
    """Runs in the child: it gets SIGTERM when the harness is gone, however that came."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(frozen=True)
class Thread:
    """What Linux says of a thread (its documentation, scheduler/sched-stats): seconds it ran, seconds it was ready but another had
    the processor, and how often it was given one."""

    name: str
    ran: float
    waited: float
    turns: int

    def since(self, before):
        """What came on top; `before` is None for a thread that has come since."""
        return self if before is None else Thread(self.name, self.ran - before.ran, self.waited - before.waited, self.turns - before.turns)


class Process:
    """A server under load, with its children: nginx works in several processes."""

    def __init__(self, name, command, log, environment=None, output=None):
        self.name = name
        self._log = Path(log)
        self._family = None
        self.started = time.monotonic()
        with open(log, "wb") as errors:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output if output is not None else subprocess.DEVNULL,
                stderr=errors,
                env={**os.environ, **(environment or {})},
                start_new_session=True,  # Ctrl-C is for the harness, which ends its processes itself
                preexec_fn=_end_with_parent,
            )

    def wait_until(self, ready, seconds=60):
        """Waits until `ready()` is true; fails when the process ends before."""
        deadline = time.monotonic() + seconds
        while not ready():
            if self._child.poll() is not None:
                raise Failed(f"{self.name} ended with {self._child.returncode}: {self._last_words()}")
            if time.monotonic() > deadline:
                raise Failed(f"{self.name} did not answer within {seconds} s: {self._last_words()}")
            time.sleep(0.002)
        self._family = None

    def cpu_seconds(self):
        """Processor time used so far, user and system, of the process and its children, in seconds."""
        return sum(cpu_ticks(_read(f"/proc/{pid}/stat")) for pid in self._pids()) / _TICKS_PER_SECOND

    def jvm_seconds(self):
        """The same, of the JVMs among what serves together: by that they show whether they are warm."""
        return self.cpu_seconds()

    def system_seconds(self):
        """What of it was spent in the system."""
        return sum(system_ticks(_read(f"/proc/{pid}/stat")) for pid in self._pids()) / _TICKS_PER_SECOND

    def compiling_seconds(self):
        """What of that a JVM's compilers have used; less where one of their threads has ended since."""
        ticks = 0
        for pid in self._pids():
            for stat in Path(f"/proc/{pid}/task").glob("*/stat"):
                try:
                    text = stat.read_text()
                except OSError:
                    continue  # the thread has ended
                if is_compiler(text):
                    ticks += cpu_ticks(text)
        return ticks / _TICKS_PER_SECOND

    def threads(self):
        """What each thread has had so far, children's too: {(process, thread): Thread}."""
        found = {}
        for pid in self._pids():
            for folder in Path(f"/proc/{pid}/task").glob("*"):
                try:
                    name, times = (folder / "comm").read_text(), (folder / "schedstat").read_text()
                except OSError:
                    continue  # the thread has ended
                ran, waited, turns = (int(word) for word in times.split())
                found[pid, folder.name] = Thread(name.strip(), ran / 1e9, waited / 1e9, turns)
        return found

    @property
    def pid(self):
        return self._child.pid

    def resident_bytes(self):
        """Memory that is resident now."""
        return sum(status_bytes(_read(f"/proc/{pid}/status"), "VmRSS") for pid in self._pids())

    def peak_resident_bytes(self):
        """The most memory that has been resident at one time."""
        return sum(status_bytes(_read(f"/proc/{pid}/status"), "VmHWM") for pid in self._pids())

    def command_line(self):
        """The words of its command line as they are now: a script may have become the program it starts."""
        return _read(f"/proc/{self._child.pid}/cmdline").rstrip("\0").split("\0")

    def end(self):
        if self._child.poll() is None:
            self._child.terminate()
            try:
                self._child.wait(5)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()

    def _pids(self):
        if self._family is None:
            self._family = [self._child.pid, *children(self._child.pid)]
        return self._family

    def _last_words(self):
        return self._log.read_text(errors="replace")[-2000:].strip() or f"nothing in {self._log}"


def is_compiler(stat):
    """Whether this /proc/PID/task/TID/stat is of a thread in which a JVM compiles."""
    return stat.partition("(")[2].startswith(("C1 Compiler", "C2 Compiler"))


def _read(path):
    try:
        return Path(path).read_text()
    except OSError as e:
        raise Failed(f"a process under test is gone: {path}") from e


def children(pid):
    """The processes that `pid` has started, and theirs."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = _behind_name(stat.read_text())
        except OSError:
            continue  # it has just ended
        if int(fields[1]) == pid:
            child = int(stat.parent.name)
            found += [child, *children(child)]
    return found


def cpu_ticks(stat):
    """User and system time in the text of /proc/PID/stat (man 5 proc: fields 14 and 15)."""
    fields = _behind_name(stat)
    return int(fields[11]) + int(fields[12])


def system_ticks(stat):
    """System time in the same text."""
    return int(_behind_name(stat)[12])


def status_bytes(status, name):
    """A size in the text of /proc/PID/status, in bytes."""
    for line in status.splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    raise Failed(f"/proc/PID/status has no {name}")


def _behind_name(stat):
    """The fields from the third on: the second is the program's name in brackets, which may hold blanks."""
    return stat[stat.rindex(")") + 1 :].split()
