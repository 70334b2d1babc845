"""Events of Kong's: what Keyway's daemon takes of them, and beside it a server of empty plugins on the same bridge."""

import json
import subprocess
from dataclasses import dataclass

from . import keyway, wrk
from .processes import Failed, free_port

NOTHING, CALLS, KEYWAY = ("empty plugin, no calls", "empty plugin, the same calls", "keyway's plugin")
ALL = (NOTHING, CALLS, KEYWAY)

# By target: the plugin and its configuration, as Kong would send them.
_PLUGINS = {NOTHING: ("nothing", {}), CALLS: ("calls", {}), KEYWAY: ("keyway", {"policy": "chat"})}


@dataclass(frozen=True)
class Events:
    """Events on so many connections, one after the other on each."""

    connections: int

    @property
    def key(self):
        return "kong", self.connections

    @property
    def quantity(self):
        return f"{self.connections} connection{'s' if self.connections > 1 else ''}, processor, µs an event"

    def run(self, target, seconds):
        return target.workers.run(self.connections, seconds)


ONE, MANY = Events(1), Events(64)
ROUND_TRIP = "1 connection, median, µs"


class Workers:
    """Kong's workers for one plugin: a JVM that stays, so that it is warm. It ends when nobody writes to it any more."""

    def __init__(self, name, java, classpath, socket):
        self._name = name
        plugin, config = _PLUGINS[name]
        command = [f"{java}/bin/java", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "-cp", classpath]
        command += ["dev.keyway.bench.kong.Workers", str(socket), plugin, json.dumps(config)]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )

    def run(self, connections, seconds):
        """Sends events for so long, in whole seconds."""
        try:
            self._child.stdin.write(f"{connections} {seconds}\n")
            self._child.stdin.flush()
            return wrk.parse(self._child.stdout.readline(), self._name)
        except OSError as e:
            raise Failed(f"the workers for {self._name} are gone") from e

    def end(self):
        self._child.stdin.close()
        try:
            self._child.wait(5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


def daemon(folder, socket):
    """Writes the configuration of a daemon that Kong asks on this socket, and returns its file."""
    key = folder / "context.key"
    subprocess.run(["openssl", "rand", "-base64", "-out", str(key), "32"], check=True, capture_output=True)
    path = folder / "keyway.yaml"
    config = {
        "policies": {"chat": str(keyway.QUICKSTART)},
        "listeners": [{"kind": "gateway", "address": f"127.0.0.1:{free_port()}"}],
        "records": {"to": "none"},
        "context": {"key_files": [str(key)]},
        "gateways": {"kong": {"socket": str(socket)}},
        "admin": {"address": f"127.0.0.1:{free_port()}"},
    }
    path.write_text(json.dumps(config, indent=1))
    return path
