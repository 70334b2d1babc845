"""A certificate for the upstream."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from .processes import Failed


@dataclass(frozen=True)
class Identity:
    """PEM files. The certificate is of nobody but itself: who trusts it trusts the upstream."""

    certificate: Path
    key: Path


def make(folder):
    """An identity of localhost in that folder, by openssl: an elliptic curve, as most providers have."""
    made = Identity(Path(folder, "certificate.pem"), Path(folder, "key.pem"))
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    done = subprocess.run([*command, "-keyout", made.key, "-out", made.certificate], capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"openssl made no certificate: {done.stderr}")
    return made
