import json
import tempfile
import unittest
from pathlib import Path

from load import envoy


class EnvoyTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())

    def configs(self, name):
        return {part: json.loads(path.read_text()) for part, path in envoy.daemons(name, self.folder, 9).items()}

    def test_plain_envoy_has_nothing_behind_it(self):
        self.assertEqual(self.configs(envoy.NAME), {})

    def test_what_the_external_processor_takes_is_known_apart_from_the_relay(self):
        configs = self.configs(envoy.RELAY)
        self.assertIn("gateways", configs[envoy.SERVICE])
        self.assertNotIn("gateways", configs[envoy.RELAYS])
        self.assertEqual(configs[envoy.SERVICE]["context"], configs[envoy.RELAYS]["context"])

    def test_envoys_configuration_is_made_of_where_all_of_them_are(self):
        configs = self.configs(envoy.RELAY)
        self.assertEqual(configs[""]["listeners"], configs[envoy.RELAYS]["listeners"])
        self.assertEqual(configs[""]["gateways"], configs[envoy.SERVICE]["gateways"])

    def test_processes_that_serve_together_are_counted_together(self):
        class Fake:
            started = 1

            def cpu_seconds(self):
                return 2

            def jvm_seconds(self):
                return 2

            def compiling_seconds(self):
                return 0.5

        together = envoy.Together({envoy.FRONT: Fake(), envoy.SERVICE: Fake()})
        self.assertEqual((together.cpu_seconds(), together.compiling_seconds()), (4, 1.0))
        self.assertEqual(together.jvm_seconds(), 2)


if __name__ == "__main__":
    unittest.main()
