"""What a gateway asks on a socket: what Keyway's daemon takes for an answer, and beside it a server of empty plugins on the same bridge."""

import json
import subprocess
from dataclasses import dataclass

from . import keyway, wrk
from .processes import Failed, free_port


@dataclass(frozen=True)
class Host:
    """A gateway that asks a plugin on a socket. Its fields name what is measured of it."""

    name: str
    """As keyway.yaml does."""
    nothing: str
    """The plugin that asks nothing."""
    calls: str
    """The plugin that asks what Keyway's asks."""
    keyway: str
    request: str
    """What the gateway sends."""
    empty_plugins: str
    """The program."""

    @property
    def targets(self):
        return self.nothing, self.calls, self.keyway

    @property
    def one(self):
        return Requests(self, 1)

    @property
    def many(self):
        return Requests(self, 64)

    def plugin(self, target):
        """Its name and configuration, as the gateway would send them."""
        return {self.nothing: ("nothing", {}), self.calls: ("calls", {}), self.keyway: ("keyway", {"policy": "chat"})}[target]

    def daemon(self, folder, socket):
        """Writes the configuration of a daemon that the gateway asks on this socket, and returns its file."""
        key = folder / "context.key"
        subprocess.run(["openssl", "rand", "-base64", "-out", str(key), "32"], check=True, capture_output=True)
        path = folder / "keyway.yaml"
        config = {
            "policies": {"chat": str(keyway.QUICKSTART)},
            "listeners": [{"kind": "gateway", "address": f"127.0.0.1:{free_port()}"}],
            "records": {"to": "none"},
            "context": {"key_files": [str(key)]},
            "gateways": {self.name: {"socket": str(socket)}},
            "admin": {"address": f"127.0.0.1:{free_port()}"},
        }
        path.write_text(json.dumps(config, indent=1))
        return path


@dataclass(frozen=True)
class Requests:
    """Requests on so many connections, one after the other on each."""

    host: Host
    connections: int

    @property
    def key(self):
        return self.host.name, self.connections

    @property
    def quantity(self):
        article = "an" if self.host.request[0] in "aeiou" else "a"
        return f"{self.connections} connection{'s' if self.connections > 1 else ''}, processor, µs {article} {self.host.request}"

    def run(self, target, seconds):
        return target.workers.run(self.connections, seconds)


KONG = Host("kong", "empty plugin, no calls", "empty plugin, the same calls", "keyway's plugin", "event", "EmptyKongPlugins")
APISIX = Host("apisix", "empty runner, no questions", "empty runner, the same questions", "keyway's runner", "call", "EmptyApisixPlugins")
ALL = (KONG, APISIX)
ROUND_TRIP = "1 connection, median, µs"


def of(target):
    """The gateway that this target is measured with, or None."""
    return next((host for host in ALL if target in host.targets), None)


class Workers:
    """The gateway's workers for one plugin: a JVM that stays, so that it is warm. It ends when nobody writes to it any more."""

    def __init__(self, host, target, java, classpath, socket):
        self._target = target
        plugin, config = host.plugin(target)
        command = [f"{java}/bin/java", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "-cp", classpath]
        command += ["dev.keyway.bench.gateway.Workers", host.name, str(socket), plugin, json.dumps(config)]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )

    def run(self, connections, seconds):
        """Sends requests for so long, in whole seconds."""
        try:
            self._child.stdin.write(f"{connections} {seconds}\n")
            self._child.stdin.flush()
            return wrk.parse(self._child.stdout.readline(), self._target)
        except OSError as e:
            raise Failed(f"the workers for {self._target} are gone") from e

    def end(self):
        self._child.stdin.close()
        try:
            self._child.wait(5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
