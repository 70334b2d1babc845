"""What is measured side by side, each started when it is first asked for."""

import http.client
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from . import keyway, nginx, prompts
from .processes import Failed, Process, free_port

STREAMS = " (streams)"


@dataclass(frozen=True)
class Target:
    """Where requests go. `process` is what stands in between, or None: nothing does."""

    name: str
    port: int
    process: Process | None
    headers: dict = field(default_factory=dict)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/v1/chat/completions"


class Bench:
    """The upstreams, and the targets by name. A name that ends with STREAMS stands for the same in front of the streaming upstream."""

    def __init__(self, java, classpath, dists):
        """`dists`: distributions of Keyway by the name their targets begin with."""
        self._java = java
        self._classpath = classpath
        self._dists = dists
        self._folder = Path(tempfile.mkdtemp(prefix="keyway-bench-"))
        self._processes = []
        self._targets = {}
        self._ports = {name: free_port() for name in ("upstream", "upstream" + STREAMS, "nginx", "nginx" + STREAMS)}
        self._daemons = {
            "": keyway.Daemon(secrets=keyway.two_keys()),
            "2 keys by CEL": keyway.many_keys(2, keyway.BY_QUOTA),
            "20 keys by CEL": keyway.many_keys(20, keyway.BY_QUOTA),
            "200 keys by CEL": keyway.many_keys(200, keyway.BY_QUOTA),
            "access key": keyway.Daemon(access_key=True, secrets=keyway.two_keys()),
            "records to a file": keyway.Daemon(records="file", secrets=keyway.two_keys()),
            "records to stdout": keyway.Daemon(records="stdout", secrets=keyway.two_keys()),
            "failing over": keyway.failing_over(),
        }

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        for process in reversed(self._processes):
            process.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def folder(self):
        return self._folder

    def body(self, name, size, **more):
        """A file with a chat completion of about that size."""
        path = self._folder / f"{name}.json"
        path.write_bytes(prompts.chat(size, **more))
        return path

    def target(self, name):
        if name not in self._targets:
            self._targets[name] = self._start(name)
        return self._targets[name]

    def upstream_requests(self):
        """How many requests the upstream has had, this one included."""
        return int(get(self._ports["upstream"], "/count").split("requests\n")[1].split()[2])

    def stream_events(self):
        """How many events the streaming upstream has written."""
        return int(get(self._ports["upstream" + STREAMS], "/"))

    def launch(self, daemon, dist=""):
        """Starts a daemon of its own, which the caller ends; it may not be ready yet."""
        return self._launch("keyway", daemon, self._dists[dist or "keyway"], self._upstream(""))

    def _start(self, name):
        kind = STREAMS if name.endswith(STREAMS) else ""
        base = name.removesuffix(STREAMS)
        upstream = self._upstream(kind)
        if base == "direct":
            return Target(name, upstream, None)
        if base == "nginx":
            self._proxy()
            return Target(name, self._ports[name], self._targets["proxy"].process)
        if base.startswith("bare"):
            return self._bare(name, base, upstream)
        return self._keyway(name, base, upstream)

    def _upstream(self, kind):
        """Starts an upstream if need be and returns its port."""
        name, port = "upstream" + kind, self._ports["upstream" + kind]
        if name not in self._targets:
            if kind:
                process = self._java_program(name, "StreamingUpstream", "--listen", port)
            else:
                process = self._nginx(name, lambda folder: nginx.upstream(folder, port))
            process.wait_until(lambda: get(port, "/count" if not kind else "/", quiet=True))
            self._targets[name] = Target(name, port, process)
        return port

    def _proxy(self):
        """One nginx for both upstreams."""
        if "proxy" in self._targets:
            return
        ways = [(self._ports["nginx" + kind], self._ports["upstream" + kind]) for kind in ("", STREAMS)]
        process = self._nginx("nginx", lambda folder: nginx.proxy(folder, ways))
        self._targets["proxy"] = Target("proxy", ways[0][0], process)
        self._await(process, ways[0][0])

    def _bare(self, name, base, upstream):
        port = free_port()
        keys = ["bench-first"] if base == "bare" else [nginx.LIMITED_KEY, "bench-second"]
        words = [word for key in keys for word in ("--key", key)]
        process = self._java_program(
            name, "BareRelay", "--listen", port, "--upstream", upstream, "--model", "gpt-4o-2024-08-06", *words
        )
        self._await(process, port)
        return Target(name, port, process)

    def _keyway(self, name, base, upstream):
        dist = next(dist for dist in self._dists if base.split(",")[0] == dist)
        daemon = self._daemons[base.removeprefix(dist).removeprefix(", ")]
        process, port, headers = self._launch(name, daemon, self._dists[dist], upstream)
        self._await(process, port, headers)
        return Target(name, port, process, headers)

    def _launch(self, name, daemon, dist, upstream):
        port = free_port()
        folder = self._new_folder(name)
        config = keyway.write(daemon, folder / "config", port, upstream)
        environment = {"KEYWAY_DIST": str(dist), "KEYWAY_JAVA_HOME": self._java, **daemon.secrets}
        headers = {}
        if daemon.access_key:
            headers["Authorization"] = "Bearer " + keyway.create_access_key(folder / "config", environment)
        process = self._process(name, keyway.command(config), folder / "log", environment)
        return process, port, headers

    def _java_program(self, name, main, *words):
        command = [f"{self._java}/bin/java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
        command += ["-cp", self._classpath, f"dev.keyway.bench.{main}", *map(str, words)]
        return self._process(name, command, self._new_folder(name) / "log")

    def _nginx(self, name, configuration):
        folder = self._new_folder(name)
        (folder / "nginx.conf").write_text(configuration(folder))
        command = ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
        return self._process(name, command, folder / "log")

    def _process(self, *words):
        process = Process(*words)
        self._processes.append(process)
        return process

    def _new_folder(self, name):
        return Path(tempfile.mkdtemp(prefix=name.replace(" ", "-") + "-", dir=self._folder))

    def _await(self, process, port, headers=None):
        """Waits until a request is answered."""
        body = prompts.chat(500, stream=True)
        process.wait_until(lambda: succeeds(port, body, headers or {}))


def get(port, path, quiet=False):
    """The body of a GET; with `quiet` nothing where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    except OSError as e:
        if quiet:
            return ""
        raise Failed(f"nobody answers at port {port}") from e
    finally:
        connection.close()


def succeeds(port, body, headers):
    """Whether a chat completion is answered 200; False while nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", "/v1/chat/completions", body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        text = answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    if answer.status != 200:
        raise Failed(f"port {port} answered {answer.status}: {text.decode(errors='replace')[:500]}")
    return True
