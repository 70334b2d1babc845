import unittest

from load import goals, jmh, report
from load import measurements as m
from load.figures import Figures


class ReportTest(unittest.TestCase):
    def test_number_keeps_three_digits(self):
        self.assertEqual([report.number(x) for x in (0.449, 17.52, 152.4, 12345.6)], ["0.45", "17.5", "152", "12,346"])

    def test_rows_set_processor_time_against_nginx_and_the_bare_relay(self):
        figures = Figures()
        for target, values in {"nginx": [20, 19, 21], "bare": [30, 29, 31], "keyway": [36, 35, 40]}.items():
            figures.add("chat-1k", target, m.CPU, values)
        figures.add("chat-1k", "direct", m.RATE, [50_000])
        self.assertEqual(
            report.rows(figures, "chat-1k"),
            """\
|        | processor, µs a request | requests a second | × nginx | × bare |
|--------|-------------------------|-------------------|---------|--------|
| nginx  | 20.0 (19.0 – 21.0)      |                   | 1.00    | 0.67   |
| bare   | 30.0 (29.0 – 31.0)      |                   | 1.50    | 1.00   |
| keyway | 36.0 (35.0 – 40.0)      |                   | 1.80    | 1.20   |
| direct |                         | 50,000            |         |        |
""",
        )

    def test_goals_say_met_missed_and_not_measured(self):
        goal = goals.Goal("memory", 96.0, "MB", None)
        text = report.goals([goals.Judgement(goal, 90.0), goals.Judgement(goal, 100.0), goals.Judgement(goal, None)])
        self.assertEqual(
            text.splitlines()[2:],
            [
                "| memory | 96.0 MB | 90.0 MB  | met          |",
                "| memory | 96.0 MB | 100 MB   | **missed**   |",
                "| memory | 96.0 MB |          | not measured |",
            ],
        )

    def test_whole_has_every_measurement_and_the_parts(self):
        text = report.whole([("Kernel", "Linux 6")], Figures(), [], [jmh.Case("Reading.chat", 120.0, None, 64.0)])
        self.assertIn("| Kernel | Linux 6 |", text)
        self.assertIn("| Reading.chat | 120        |               | 64.0             |", text)
        self.assertEqual(text.count("Could not be measured."), len(m.ALL))


class JmhTest(unittest.TestCase):
    def test_read_gives_nanoseconds_processor_time_and_bytes(self):
        text = """
            [{"benchmark": "dev.keyway.bench.ReadingBenchmark.chat", "params": {"size": "1k"},
              "primaryMetric": {"score": 1.5, "scoreError": "NaN", "scoreUnit": "us/op"},
              "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 640.1}, "cpu.norm": {"score": 1400}}}]"""
        (case,) = jmh.read(text)
        self.assertEqual(case, jmh.Case("Reading.chat, size 1k", 1500, 1400, 640.1))
