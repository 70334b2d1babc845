"""What is measured side by side, each started when it is first asked for."""

import http.client
import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import envoy, hosts, identity, keyway, nginx, prompts
from .processes import Failed, Process, free_port

# Behind a target's name: the same in front of the streaming upstream, of one with TLS, of one with TLS that ends each connection with
# its first answer; the same with a first key that is answered 429.
STREAMS = " (streams)"
TLS = " (TLS)"
HANDSHAKES = " (TLS, a handshake each)"
FAILING_OVER = ", failing over"

_UPSTREAMS_JVM = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC"]


_KINDS = (STREAMS, TLS, HANDSHAKES)


def split(name):
    """A target's name without the kind of its upstream, and that."""
    kind = next((kind for kind in _KINDS if name.endswith(kind)), "")
    return name.removesuffix(kind), kind


@dataclass(frozen=True)
class Target:
    """Where requests go. `process` is what stands in between, or None: nothing does.

    start_seconds: from starting it to its first answer
    warmed: loads it has been warmed up by
    workers: who sends events to a plugin server, which has no port
    """

    name: str
    port: int
    process: Process | None = None
    headers: dict = field(default_factory=dict)
    start_seconds: float = 0.0
    warmed: set = field(default_factory=set, compare=False)
    workers: hosts.Workers | None = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/v1/chat/completions"

    @property
    def is_jvm(self):
        return self.process is not None and not self.name.startswith("nginx") and not envoy.is_alone(self.name)

    def apart(self):
        """It in the processes that serve together in it, a target each."""
        if not isinstance(self.process, envoy.Together):
            return [self]
        return [replace(self, name=envoy.part_of(self.name, part), process=process) for part, process in self.process.parts.items()]

    def cpu_seconds(self):
        return self.process.cpu_seconds() if self.process else 0.0

    def jvm_seconds(self):
        return self.process.jvm_seconds() if self.process else 0.0

    def compiling_seconds(self):
        return self.process.compiling_seconds() if self.process else 0.0


class Bench:
    """The upstreams, and the targets by name. Ends all it has started."""

    def __init__(self, java, classpath, dists):
        """
        java: home of the JDK
        classpath: where the bare relay and the streaming upstream are
        dists: distributions of Keyway, by the names that their targets begin with; the first is "keyway"
        """
        self._java = java
        self._classpath = classpath
        self._dists = dists
        self._folder = Path(tempfile.mkdtemp(prefix="keyway-bench-"))
        self._processes = []
        self._targets = {}
        self._ports = {}
        self._identity = None

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        for process in reversed(self._processes):
            process.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def body(self, name, size, **more):
        """A file with a chat completion of about that size."""
        path = self._folder / f"{name}.json"
        if not path.exists():
            path.write_bytes(prompts.chat(size, **more))
        return path

    def scratch(self, name):
        """A path for a file that is gone with the rest."""
        return self._folder / name

    def other_builds(self):
        """The names of Keyway's builds beside the first."""
        return list(self._dists)[1:]

    def target(self, name):
        """The target of that name; it stays until the end."""
        if name not in self._targets:
            self._targets[name] = self._start(name)
        return self._targets[name]

    def end_variants(self):
        """Ends the targets that are variants of others: each serves one measurement."""
        for name in [name for name in self._targets if ", " in split(name)[0]]:
            self._targets.pop(name).process.end()

    @contextmanager
    def fresh(self, name, daemon=None, options=""):
        """A target that has served nothing yet but its first request, and ends afterwards. With a daemon: Keyway so configured, its JVM
        with these options more."""
        target = self._keyway(name, daemon, "keyway", "", options) if daemon else self._start(name)
        try:
            yield target
        finally:
            target.process.end()

    def upstream_requests(self):
        """How many requests the upstream has had, this one included."""
        return int(get(self._upstream(""), "/count").split("requests")[1].split()[2])

    def stream_events(self):
        """How many events the streaming upstream has written."""
        return int(get(self._upstream(STREAMS), "/"))

    def _start(self, name):
        base, kind = split(name)
        if base == "direct":
            return Target(name, self._upstream(kind))
        if base == "nginx":
            return self._nginx_proxy(name, kind)
        if base in ("bare", "bare" + FAILING_OVER):
            return self._bare(name, base, kind)
        if host := hosts.of(base):
            return self._asked(host, name)
        if base == envoy.NAME or base.startswith(envoy.NAME + ", "):
            return self._envoy(name, base, kind)
        dist, _, variant = base.partition(", ")
        return self._keyway(name, keyway.DAEMONS[variant](), dist, kind)

    def _upstream(self, kind):
        """Starts an upstream if need be and returns its port."""
        if kind not in self._ports:
            port = free_port()
            process = self._streaming("upstream" + kind, port) if kind == STREAMS else self._answering("upstream" + kind, port, kind)
            process.wait_until(lambda: get(port, "/count", quiet=True))
            self._ports[kind] = port
        return self._ports[kind]

    def _streaming(self, name, port):
        given = os.environ.get("KEYWAY_JAVA_OPTS", "").split()
        return self._java_program(name, [*_UPSTREAMS_JVM, *given], "StreamingUpstream", "--listen", port)

    def _answering(self, name, port, kind):
        theirs, kept = self._identity_of(kind), kind != HANDSHAKES
        return self._nginx(name, lambda folder: nginx.upstream(folder, port, theirs, kept))

    def _identity_of(self, kind):
        """The certificate of an upstream with TLS, None of others."""
        if kind not in (TLS, HANDSHAKES):
            return None
        if self._identity is None:
            self._identity = identity.make(self._folder)
        return self._identity

    def _nginx_proxy(self, name, kind):
        port, upstream = free_port(), self._upstream(kind)
        process = self._nginx(name, lambda folder: nginx.proxy(folder, port, upstream, self._identity_of(kind)))
        return self._ready(name, port, process)

    def _bare(self, name, base, kind):
        port = free_port()
        keys = [nginx.LIMITED_KEY, "bench-second"] if base.endswith(FAILING_OVER) else ["bench-first"]
        words = ["--listen", port, "--upstream", self._upstream(kind), "--model", "gpt-4o-2024-08-06"]
        words += [word for key in keys for word in ("--key", key)]
        if theirs := self._identity_of(kind):
            words += ["--ca", theirs.certificate]
        # The same JVM as Keyway's: collector, heap, what the launcher knows to be quicker.
        options = keyway.jvm_options(self.target("keyway").process.command_line())
        process = self._java_program(name, options, "BareRelay", *words)
        return self._ready(name, port, process)

    def _keyway(self, name, daemon, dist, kind, options=""):
        port, upstream, theirs = free_port(), self._upstream(kind), self._identity_of(kind)
        folder = self._new_folder(name)
        config = keyway.write(daemon, folder / "config", port, upstream, theirs and theirs.certificate)
        environment = {"KEYWAY_DIST": str(self._dists[dist]), "KEYWAY_JAVA_HOME": self._java, **daemon.secrets}
        if options or daemon.jvm:
            environment["KEYWAY_JAVA_OPTS"] = f"{os.environ.get('KEYWAY_JAVA_OPTS', '')} {daemon.jvm} {options}"
        headers = {}
        if daemon.access_key:
            headers["Authorization"] = "Bearer " + keyway.create_access_key(folder / "config", environment)
        process = self._process(name, keyway.command(config), folder / "log", environment)
        return self._ready(name, port, process, headers)

    def _envoy(self, name, base, kind):
        """Envoy, with the daemons of Keyway that it is attached to."""
        port, folder = free_port(), self._new_folder(name)
        secrets = keyway.quickstart().secrets
        environment = {"KEYWAY_DIST": str(self._dists["keyway"]), "KEYWAY_JAVA_HOME": self._java, **secrets}
        headers, parts = {}, {}
        configs = envoy.daemons(base, folder, self._upstream(kind))
        if base == envoy.TOKEN:
            environment["KEYWAY_ACCESS_KEY"] = keyway.create_access_key(folder, environment)
        for part, config in configs.items():
            if part:
                parts[part] = self._process(f"{name}: {part}", keyway.command(config), folder / f"{part}.log", environment)
        for part, process in parts.items():
            process.wait_until(lambda part=part: "keyway is ready" in (folder / f"{part}.log").read_text())
        file = envoy.configuration(base, folder, port, self._upstream(kind), configs.get(""), {**os.environ, **environment})
        front = self._process(name, envoy.command(file), folder / "envoy.log", environment)
        return self._ready(name, port, envoy.Together({envoy.FRONT: front, **parts}), headers)

    def _asked(self, host, name):
        """A server of plugins, and the gateway's workers that ask it."""
        folder = self._new_folder(host.name)
        socket, log = folder / "asked.sock", folder / "log"
        if name == host.keyway:
            environment = {"KEYWAY_DIST": str(self._dists["keyway"]), "KEYWAY_JAVA_HOME": self._java, **keyway.quickstart().secrets}
            process = self._process(name, keyway.command(host.daemon(folder, socket)), log, environment)
        else:
            # The same JVM as Keyway's.
            options = keyway.jvm_options(self.target(host.keyway).process.command_line())
            words = [f"{self._java}/bin/java", *options, "-cp", self._classpath, f"dev.keyway.bench.gateway.{host.empty_plugins}", str(socket)]
            process = self._process(name, words, log)
        process.wait_until(lambda: "ready" in log.read_text())
        workers = hosts.Workers(host, name, self._java, self._classpath, socket)
        self._processes.append(workers)
        return Target(name, 0, process, workers=workers)

    def _java_program(self, name, options, main, *words):
        command = [f"{self._java}/bin/java", *options, "-cp", self._classpath, f"dev.keyway.bench.{main}"]
        return self._process(name, [*command, *map(str, words)], self._new_folder(name) / "log")

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

    def _ready(self, name, port, process, headers=None):
        """Waits until a request is answered."""
        body = prompts.chat(500)
        process.wait_until(lambda: succeeds(port, body, headers or {}))
        return Target(name, port, process, headers or {}, time.monotonic() - process.started)


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
