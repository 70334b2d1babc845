import json
import tempfile
import unittest
from pathlib import Path

from load import keyway


class KeywayTest(unittest.TestCase):
    def test_jvm_options_are_those_before_the_jar_without_archives(self):
        words = ["java", "-XX:+UseSerialGC", "-XX:AOTCache=/d/keyway.aot", "-Xmx1g", "-jar", "keyway.jar", "serve", "-Xnot"]
        self.assertEqual(keyway.jvm_options(words), ["-XX:+UseSerialGC", "-Xmx1g"])

    def test_write_lets_anybody_in_unless_access_keys_are_asked_for(self):
        self.assertEqual(self.written(keyway.quickstart())["listeners"][0]["require"], "none")
        guarded = self.written(keyway.quickstart(access_key=True))
        self.assertNotIn("require", guarded["listeners"][0])
        self.assertTrue(Path(guarded["access_keys_file"]).is_absolute())

    def test_write_of_many_policies_is_a_folder_of_them(self):
        config = self.written(keyway.many_policies(3))
        self.assertEqual((config["policies"], config["listeners"][0]["policy"]), ("policies", "p1"))
        self.assertEqual(self.files, ["p0.yaml", "p1.yaml", "p2.yaml"])

    def test_every_key_has_its_secret(self):
        daemon = keyway.many_keys(20, keyway.BY_QUOTA, reuse_for="10ms")
        self.assertEqual(len(daemon.policy["providers"][0]["api_keys"]), len(daemon.secrets))
        self.assertEqual(daemon.policy["api_key_selection"], {"strategy": keyway.BY_QUOTA, "reuse_for": "10ms"})

    def written(self, daemon):
        with tempfile.TemporaryDirectory() as folder:
            path = keyway.write(daemon, Path(folder) / "config", 8700, 9000)
            self.files = sorted(file.name for file in path.parent.glob("policies/*"))
            return json.loads(path.read_text())
