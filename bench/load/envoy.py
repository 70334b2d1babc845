"""Envoy in front of the upstream: by itself, and with Keyway attached in each way there is."""

import json
import subprocess

from . import keyway
from .processes import Failed, free_port

NAME = "envoy"
TOKEN, RELAY, NATIVE = ("envoy, token", "envoy, relay form", "envoy, native form")
ALL = (NAME, TOKEN, RELAY, NATIVE)

# What serves a request: Envoy, the external processor, and the relay, which in the form with a token is all of Keyway.
FRONT, SERVICE, RELAYS = "Envoy", "ext_proc", "relay"

_PLAIN = """
static_resources:
  listeners:
  - name: in
    address: {socket_address: {address: 127.0.0.1, port_value: %(port)d}}
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: plain
          use_remote_address: true
          # As the configurations that Keyway writes have it.
          access_log:
          - name: envoy.access_loggers.stdout
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
              log_format:
                text_format_source:
                  inline_string: "%%START_TIME%% %%REQ(:METHOD)%% %%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%% %%RESPONSE_CODE%% %%RESPONSE_CODE_DETAILS%% flags=%%RESPONSE_FLAGS%% ms=%%DURATION%%\n"
          http_filters:
          - name: envoy.filters.http.router
            typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
          route_config:
            virtual_hosts:
            - {name: all, domains: ["*"], routes: [{match: {prefix: /}, route: {cluster: upstream, timeout: 0s}}]}
  clusters:
  - name: upstream
    type: STATIC
    connect_timeout: 1s
    load_assignment: {cluster_name: upstream, endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %(upstream)d}}}}]}]}
"""


def part_of(name, part):
    """What one of the processes of a target is called."""
    return f"{name}: {part}"


def is_alone(name):
    """Whether it is Envoy itself, and no JVM."""
    return name == NAME or name.endswith(part_of("", FRONT))


class Together:
    """Processes that serve one request between them, by what each of them is; the first is the one that clients reach."""

    def __init__(self, parts):
        self.parts = parts

    def cpu_seconds(self):
        return sum(process.cpu_seconds() for process in self.parts.values())

    def jvm_seconds(self):
        return sum(process.jvm_seconds() for part, process in self.parts.items() if part != FRONT)

    def compiling_seconds(self):
        return sum(process.compiling_seconds() for process in self.parts.values())

    def wait_until(self, ready):
        next(iter(self.parts.values())).wait_until(ready)

    @property
    def started(self):
        return min(process.started for process in self.parts.values())

    def end(self):
        for process in self.parts.values():
            process.end()


def used_seconds(target, plan):
    """Processor time that counts, of each process of a target so far."""
    return {part: plan.used_seconds(process) for part, process in target.process.parts.items()}


def configuration(name, folder, port, upstream, config, environment):
    """Envoy's configuration file, which Keyway writes where it has a part in it."""
    path = folder / "envoy.yaml"
    if name == NAME:
        path.write_text(_PLAIN % {"port": port, "upstream": upstream})
        return path
    form = {TOKEN: "token", RELAY: "relay", NATIVE: "native"}[name]
    command = [str(keyway.ROOT / "keyway"), "envoy", "config", "--config", str(config), "--form", form]
    made = subprocess.run(
        [*command, "--listen", f"127.0.0.1:{port}", "--output", str(path)], env=environment, capture_output=True, text=True
    )
    if made.returncode:
        raise Failed(f"keyway envoy config --form {form}: {made.stderr}")
    return path


def binary():
    """Where the Envoy is that the tests run, too."""
    found = subprocess.run([str(keyway.ROOT / "scripts/envoy")], capture_output=True, text=True)
    if found.returncode:
        raise Failed(f"scripts/envoy: {found.stderr}")
    return found.stdout.strip()


def command(configuration_file):
    """One worker: what is compared is processor time."""
    return [binary(), "-c", str(configuration_file), "--concurrency", "1", "--use-dynamic-base-id", "-l", "warning"]


def daemons(name, folder, upstream):
    """The configurations of Keyway's daemons for this target, by what each is there for. In the relay form the external processor is
    a daemon of its own, so that what it takes is known apart."""
    if name == NAME:
        return {}
    relay = free_port()
    key = folder / "context.key"
    subprocess.run(["openssl", "rand", "-base64", "-out", str(key), "32"], check=True, capture_output=True)
    common = {
        "policies": {"chat": str(_policy(folder))},
        "providers": {"openai": {"base_url": f"http://127.0.0.1:{upstream}/v1"}},
        "records": {"to": "none"},
        "context": {"key_files": [str(key)]},
    }
    entry = {"kind": "entry", "address": f"127.0.0.1:{relay}", "policy": "chat"}
    gateway = {"kind": "gateway", "address": f"127.0.0.1:{relay}"}
    service = {"gateways": {"envoy": {"address": f"unix:{folder}/extproc.sock"}}}
    unused = {"kind": "gateway", "address": f"127.0.0.1:{free_port()}"}
    if name == TOKEN:
        wanted = {RELAYS: {"listeners": [entry], "access_keys_file": str(folder / "access-keys.json")}}
    elif name == RELAY:
        wanted = {SERVICE: {"listeners": [unused], **service}, RELAYS: {"listeners": [gateway]}}
    else:
        wanted = {SERVICE: {"listeners": [unused], **service}}
    return {part: _written(folder, part, {**common, **one}) for part, one in wanted.items()} | {
        # What the configuration of Envoy is made from: the places of all of them.
        "": _written(folder, "all", {**common, "listeners": [entry if name == TOKEN else gateway], **service})
    }


def _policy(folder):
    """The quickstart's keys, for callers nobody vouches for: a host's word on them is no part of what is measured."""
    keys = [{"value": f"${{secrets.get('openai', '{name}')}}"} for name in ("primary-key", "backup-key")]
    path = folder / "chat.yaml"
    path.write_text(json.dumps({"providers": [{"id": "openai", "api_keys": keys}], "access": {"require": "none"}}))
    return path


def _written(folder, part, config):
    path = folder / f"{part}.yaml"
    config["admin"] = {"address": f"127.0.0.1:{free_port()}"}
    path.write_text(json.dumps(config, indent=1))
    return path
