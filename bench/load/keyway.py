"""Keyway's daemons under test: the policy and the configuration of each."""

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from .nginx import LIMITED_KEY
from .processes import Failed, free_port

ROOT = Path(__file__).resolve().parents[2]
QUICKSTART = ROOT / "examples/quickstart/policy.yaml"

# The strategy of examples/quickstart/by-quota.yaml: keys with quota left, in listed order; else the one with most left.
BY_QUOTA = [
    "ai.keys.filter(k, k.quota.remaining_requests == null || k.quota.remaining_requests > 100)",
    "ai.keys.sortBy(k, -1 * k.quota.remaining_requests)",
]


@dataclass(frozen=True)
class Daemon:
    """One `keyway serve --config`.

    policy: a file, or the policy itself, or a folder's worth of policies: {name: policy}
    serves: the name of the policy that is asked, where there are several
    records: none, stdout (which is /dev/null here), or file
    access_key: whether callers need one
    jvm: options of its JVM beside the launcher's
    """

    policy: object = QUICKSTART
    serves: str = "chat"
    records: str = "none"
    access_key: bool = False
    secrets: dict = field(default_factory=dict)
    jvm: str = ""


def quickstart(**more):
    """A daemon with the policy of the quickstart: two keys of OpenAI's in listed order, one of Google's, no CEL."""
    secrets = {"OPENAI_PRIMARY_KEY": "bench-first", "OPENAI_BACKUP_KEY": "bench-second", "GOOGLE_KEY": "bench-google"}
    return Daemon(secrets=secrets, **more)


def many_keys(count, strategies=(), **more):
    """A daemon with so many keys of one provider; `more` stands beside the strategies."""
    keys = [{"id": f"key-{i}", "value": f"${{secrets.get('openai', 'k{i}')}}"} for i in range(count)]
    policy = {"providers": [{"id": "openai", "api_keys": keys}]}
    if strategies:
        policy["api_key_selection"] = {"strategy": list(strategies), **more}
    return Daemon(policy, secrets={f"OPENAI_K{i}": f"bench-{i}" for i in range(count)})


def many_policies(count):
    """A daemon with so many policies in a folder, of which one is asked."""
    keys = [{"id": name, "value": f"${{secrets.get('openai', '{name}')}}"} for name in ("first", "second")]
    policies = {f"p{i}": {"providers": [{"id": "openai", "api_keys": keys, "metadata": {"number": i}}]} for i in range(count)}
    return Daemon(policies, f"p{count // 2}", secrets={"OPENAI_FIRST": "bench-1", "OPENAI_SECOND": "bench-2"})


def failing_over():
    """The first of two keys is always answered 429, and is ready again at once: each request fails over."""
    keys = [{"id": name, "value": f"${{secrets.get('openai', '{name}')}}"} for name in ("first", "second")]
    policy = {
        "providers": [{"id": "openai", "api_keys": keys}],
        "failover": {"slow_start": 0},
    }
    return Daemon(policy, secrets={"OPENAI_FIRST": LIMITED_KEY, "OPENAI_SECOND": "bench-second"})


# By what stands behind "keyway, " in a target's name.
DAEMONS = {
    "": quickstart,
    "access key": lambda: quickstart(access_key=True),
    "records to a file": lambda: quickstart(records="file"),
    "records to stdout": lambda: quickstart(records="stdout"),
    "2 keys by CEL": lambda: many_keys(2, BY_QUOTA),
    "20 keys by CEL": lambda: many_keys(20, BY_QUOTA),
    "200 keys by CEL": lambda: many_keys(200, BY_QUOTA),
    "200 keys by CEL, reused": lambda: many_keys(200, BY_QUOTA, reuse_for="10ms"),
    "failing over": failing_over,
    # Netty's own switch: as where the library is not to be had.
    "the JDK's TLS": lambda: quickstart(jvm="-Dio.netty.handler.ssl.noOpenSsl=true"),
}


def write(daemon, folder, port, upstream_port, authority=None):
    """Writes a daemon's files and returns its configuration's path. `authority`: the certificate file of an upstream with TLS."""
    folder.mkdir(parents=True)
    listener = {"kind": "entry", "address": f"127.0.0.1:{port}", "policy": daemon.serves}
    if not daemon.access_key:
        listener["require"] = "none"
    config = {
        "listeners": [listener],
        "admin": {"address": f"127.0.0.1:{free_port()}"},
        "policies": _policies(daemon.policy, folder),
        "providers": {"openai": _provider(upstream_port, authority)},
        "records": {"to": str(folder / "records.jsonl") if daemon.records == "file" else daemon.records},
    }
    if daemon.access_key:
        config["access_keys_file"] = str(_access_keys(folder))
    path = folder / "keyway.yaml"
    path.write_text(json.dumps(config, indent=1))  # JSON is YAML
    return path


def _provider(port, authority):
    if authority is None:
        return {"base_url": f"http://127.0.0.1:{port}/v1"}
    return {"base_url": f"https://127.0.0.1:{port}/v1", "tls": {"ca": str(authority)}}


def _policies(policy, folder):
    if isinstance(policy, Path):
        return {"chat": str(policy)}
    if "providers" in policy:
        (folder / "chat.yaml").write_text(json.dumps(policy))
        return {"chat": "chat.yaml"}
    (folder / "policies").mkdir()
    for name, each in policy.items():
        (folder / "policies" / f"{name}.yaml").write_text(json.dumps(each))
    return "policies"


def command(config):
    return [str(ROOT / "keyway"), "serve", "--config", str(config)]


def jvm_options(command_line):
    """The options that the launcher gave Keyway's JVM, without those that name its jar and its archives of loaded classes."""
    options = command_line[1 : command_line.index("-jar")]
    return [option for option in options if not option.startswith(("-XX:AOT", "-XX:SharedArchiveFile", "-Xshare", "-Xlog"))]


def _access_keys(folder):
    return folder / "access-keys.json"


def create_access_key(folder, environment):
    """Makes an access key of a daemon and returns it."""
    made = subprocess.run(
        [str(ROOT / "keyway"), "keys", "create", "bench", "--file", str(_access_keys(folder))],
        env=environment,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise Failed(f"no access key could be made: {made.stderr}")
    return made.stdout.strip()
