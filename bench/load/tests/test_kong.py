import json
import tempfile
import unittest
from pathlib import Path

from load import kong
from load import measurements as m
from load.measuring import Measuring, Plan
from load.figures import Figures
from load.targets import Target
from load.wrk import Sent


class FakeProcess:
    """Takes 20 µs an event."""

    def __init__(self):
        self.events = 0

    def cpu_seconds(self):
        return self.events * 20e-6

    def jvm_seconds(self):
        return self.cpu_seconds()

    def compiling_seconds(self):
        return 0.0


class FakeWorkers:
    def __init__(self, process):
        self._process = process

    def run(self, connections, seconds):
        self._process.events += 50_000
        return Sent(50_000, seconds, 40, 90)


class FakeBench:
    def other_builds(self):
        return []

    def target(self, name):
        process = FakeProcess()
        return Target(name, 0, process, workers=FakeWorkers(process))


class KongTest(unittest.TestCase):
    def test_a_daemon_is_asked_on_the_socket_and_serves_the_policy_that_events_name(self):
        folder = Path(tempfile.mkdtemp())
        config = json.loads(kong.daemon(folder, folder / "kong.sock").read_text())
        self.assertEqual(config["gateways"]["kong"]["socket"], str(folder / "kong.sock"))
        self.assertEqual(list(config["policies"]), ["chat"])

    def test_an_event_costs_what_the_server_took_by_the_events_there_were(self):
        figures = Figures()
        m.kong_events(Measuring(FakeBench(), figures, Plan(rounds=2, warm_seconds=0)))
        for load in (kong.ONE, kong.MANY):
            self.assertAlmostEqual(figures.get("kong", kong.KEYWAY, load.quantity).median, 20.0)
        self.assertEqual(figures.get("kong", kong.CALLS, kong.ROUND_TRIP).median, 40)

    def test_quantities_say_how_many_connections(self):
        self.assertEqual(kong.ONE.quantity, "1 connection, processor, µs an event")
        self.assertEqual(kong.MANY.quantity, "64 connections, processor, µs an event")


if __name__ == "__main__":
    unittest.main()
