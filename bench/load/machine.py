"""On what it was measured, and with which versions."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from .keyway import ROOT


def facts(java, dist):
    """Pairs of a name and what it is here."""
    return [
        ("Date", date.today().isoformat()),
        ("Keyway", _commit()),
        ("Machine", _machine()),
        ("Kernel", _said(["uname", "-sr"])),
        ("JDK", _said([f"{java}/bin/java", "--version"]).splitlines()[1]),
        ("Vert.x, Netty", f"{library(dist, 'vertx-core')}, {library(dist, 'netty-common')}"),
        ("nginx", _said(["nginx", "-v"]).rpartition("/")[2]),
        ("wrk", _said(["wrk", "-v"]).split()[1]),
    ]


def warn_if_busy():
    """Says so where others use the processors already."""
    load = os.getloadavg()[0]
    if load > os.cpu_count() / 2:
        print(f"bench/run: this machine is busy (load average {load:.1f}): what is measured says little", file=sys.stderr)


def library(dist, name):
    """The version of a library in a distribution, by its jar's name."""
    for jar in sorted((Path(dist) / "lib").glob(f"{name}-[0-9]*.jar")):
        return jar.stem.removeprefix(name + "-")
    return "unknown"


def _commit():
    commit = _said(["git", "-C", str(ROOT), "rev-parse", "--short=10", "HEAD"])
    changed = _said(["git", "-C", str(ROOT), "status", "--porcelain", "--", "*.java", "pom.xml", "*/pom.xml", "keyway"])
    return commit + (" with changes" if changed else "")


def _machine():
    cpu = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    processors = len(re.findall(r"^processor", Path("/proc/cpuinfo").read_text(), re.M))
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) / 1024**2
    return f"{processors} × {cpu[1] if cpu else 'unknown processor'}, {memory:.0f} GiB"


def _said(command):
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except OSError:
        return "unknown"
    return done.stdout.strip()
