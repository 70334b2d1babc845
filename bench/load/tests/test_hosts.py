import json
import tempfile
import unittest
from pathlib import Path

from load import hosts
from load import measurements as m
from load.measuring import Measuring, Plan
from load.figures import Figures
from load.targets import Target
from load.wrk import Sent


class FakeProcess:
    """Takes 20 µs a request."""

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


class HostsTest(unittest.TestCase):
    def test_a_daemon_is_asked_on_the_socket_and_serves_the_policy_that_requests_name(self):
        for host in hosts.ALL:
            folder = Path(tempfile.mkdtemp())
            config = json.loads(host.daemon(folder, folder / "asked.sock").read_text())
            self.assertEqual(config["gateways"], {host.name: {"socket": str(folder / "asked.sock")}})
            self.assertEqual(list(config["policies"]), ["chat"])

    def test_a_request_costs_what_the_server_took_by_the_requests_there_were(self):
        for host, measure in ((hosts.KONG, m.kong_events), (hosts.APISIX, m.apisix_calls)):
            figures = Figures()
            measure(Measuring(FakeBench(), figures, Plan(rounds=2, warm_seconds=0)))
            for load in (host.one, host.many):
                self.assertAlmostEqual(figures.get(host.name, host.keyway, load.quantity).median, 20.0)
            self.assertEqual(figures.get(host.name, host.calls, hosts.ROUND_TRIP).median, 40)

    def test_quantities_say_how_many_connections(self):
        self.assertEqual(hosts.KONG.one.quantity, "1 connection, processor, µs an event")
        self.assertEqual(hosts.APISIX.many.quantity, "64 connections, processor, µs a call")

    def test_a_target_says_which_gateway_asks_it(self):
        self.assertIs(hosts.of("keyway's runner"), hosts.APISIX)
        self.assertIsNone(hosts.of("keyway"))


if __name__ == "__main__":
    unittest.main()
