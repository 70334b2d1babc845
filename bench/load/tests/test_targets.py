import tempfile
import unittest
from pathlib import Path

from load import identity, keyway, nginx, targets
from load.identity import Identity


class TargetsTest(unittest.TestCase):
    def test_split_tells_a_name_from_the_kind_of_its_upstream(self):
        self.assertEqual(targets.split("keyway, the JDK's TLS (TLS)"), ("keyway, the JDK's TLS", targets.TLS))
        self.assertEqual(targets.split("bare (TLS, a handshake each)"), ("bare", targets.HANDSHAKES))
        self.assertEqual(targets.split("keyway, failing over"), ("keyway, failing over", ""))


class TlsTest(unittest.TestCase):
    theirs = Identity(Path("/f/certificate.pem"), Path("/f/key.pem"))

    def test_an_upstream_speaks_tls_where_it_has_a_certificate(self):
        self.assertIn("listen 127.0.0.1:9000 ssl backlog", nginx.upstream("/f", 9000, self.theirs))
        self.assertIn("listen 127.0.0.1:9000 backlog", nginx.upstream("/f", 9000))

    def test_an_upstream_that_keeps_no_connection_takes_up_no_session(self):
        ending = nginx.upstream("/f", 9000, self.theirs, kept=False)
        self.assertIn("keepalive_timeout 0;", ending)
        self.assertIn("ssl_session_tickets off;", ending)
        self.assertNotIn("keepalive_timeout 0;", nginx.upstream("/f", 9000, self.theirs))

    def test_a_proxy_checks_whom_it_speaks_to(self):
        self.assertIn("proxy_ssl_verify on;", nginx.proxy("/f", 1, 2, self.theirs))
        self.assertIn("proxy_pass http://provider;", nginx.proxy("/f", 1, 2))

    def test_keyway_trusts_the_upstreams_certificate(self):
        with tempfile.TemporaryDirectory() as folder:
            path = keyway.write(keyway.quickstart(), Path(folder) / "config", 8700, 9000, "/f/certificate.pem")
            text = path.read_text()
        self.assertIn("https://127.0.0.1:9000/v1", text)
        self.assertIn("/f/certificate.pem", text)

    def test_an_identity_is_of_localhost(self):
        with tempfile.TemporaryDirectory() as folder:
            made = identity.make(folder)
            self.assertIn("BEGIN CERTIFICATE", made.certificate.read_text())
            self.assertIn("PRIVATE KEY", made.key.read_text())
