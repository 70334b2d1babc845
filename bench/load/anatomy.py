"""What a start and an idle JVM consist of, read from what the JVM itself tells."""

import re
from collections import Counter
from pathlib import Path

_CLASS = re.compile(r"\[(\d+\.\d+)s\] (\S+) source: (.*)")
_ARCHIVED = "shared objects file"

# Options that make a JVM tell; {folder} is where to.
START_OPTIONS = (
    "-Xlog:class+load:file={folder}/classes.log:uptime -Xlog:startuptime:file={folder}/phases.log:uptime"
    " -Xlog:jit+compilation=debug:file={folder}/compiled.log:uptime"
)
MEMORY_OPTIONS = "-XX:NativeMemoryTracking=summary"


def start(folder, answered):
    """Pairs of a name and what it is: from the logs of one start whose first answer came after `answered` seconds."""
    classes = [match.groups() for match in map(_CLASS.match, _lines(folder, "classes.log")) if match]
    loaded = [(float(at), name, source) for at, name, source in classes if float(at) <= answered]
    sources = Counter("start-up cache" if _ARCHIVED in source else "made or read at run time" for _, _, source in loaded)
    tiers = [_tier(line) for line in _lines(folder, "compiled.log") if _at(line) <= answered]
    compiled = Counter(tier for tier in tiers if tier)
    pairs = [(f"classes, {source}", f"{count:,}") for source, count in sources.most_common()]
    pairs += [(f"methods compiled, {tier}", f"{count:,}") for tier, count in sorted(compiled.items())]
    return [("first answer after, ms", f"{1000 * answered:.0f}"), *pairs, *_phases(folder)]


def _phases(folder):
    """The JVM's own steps that take a millisecond or more."""
    steps = re.findall(r"\] (.+), (\d+\.\d+) secs", "\n".join(_lines(folder, "phases.log")))
    return [(f"JVM: {what}, ms", f"{1000 * float(seconds):.0f}") for what, seconds in steps if float(seconds) >= 0.001]


def _lines(folder, name):
    path = Path(folder, name)
    return path.read_text(errors="replace").splitlines() if path.exists() else []


def _at(line):
    match = re.match(r"\[(\d+\.\d+)s\]", line)
    return float(match[1]) if match else 0.0


def _tier(line):
    """Which compiler, by the level in `[0.5s]  123   b  3   Type::method (12 bytes)`."""
    match = re.match(r"\[[^\]]*\]\s+\d+\s[\s%sb!n]*([1-4])\s", line)
    return None if match is None else "C2" if match[1] == "4" else "C1"


def memory(text):
    """Bytes that are resident, by what lies there: the text of `jcmd System.map` of a JVM with NativeMemoryTracking."""
    sums = Counter()
    for line in text.splitlines():
        fields = line.split()
        if re.match(r"0x[0-9a-f]+-0x[0-9a-f]+$", fields[0] if fields else ""):
            sums[_kind(fields)] += int(fields[3])
    return sums


_KINDS = {
    "JAVAHEAP": "heap",
    "CODE": "compiled code",
    "META": "classes' metadata",
    "CLASS": "classes' metadata",
    "CARDTBL": "collector's tables",
    "GC": "collector's tables",
}


def _kind(fields):
    """What lies at a place: 'from-to vsize prot rss hugetlb pgsz notes info file'."""
    info, file = (fields[7], fields[8]) if len(fields) > 8 else ("-", "-")
    name = info.split(",")[0].split("(")[0]
    if name == "CDS":
        return "start-up cache, written to" if fields[2].startswith("rw") else "start-up cache, pages of the file"
    if name.startswith("STACK"):
        return "stacks of threads"
    if name in _KINDS:
        return _KINDS[name]
    if file.endswith((".so", "java")) or ".so." in file:
        return "libraries (" + ("libjvm" if "libjvm" in file else "others") + ")"
    if file.startswith("/"):
        return "other files"
    return "malloc: the JVM's and native memory"
