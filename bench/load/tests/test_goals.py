import unittest

from load import goals, hosts
from load import measurements as m
from load.figures import Figure, Figures


def figures(*given):
    made = Figures()
    for measurement, target, quantity, value in given:
        made.add(measurement, target, quantity, [value])
    return made


def judgement(what, unit, *given):
    return next(each for each in goals.judge(figures(*given)) if (each.goal.what, each.goal.unit) == (what, unit))


def small(nginx, keyway):
    given = [("chat-1k", "nginx", m.CPU, nginx), ("chat-1k", "keyway", m.CPU, keyway)]
    return judgement("1 KB, two keys, no CEL", "× nginx", *given)


class GoalsTest(unittest.TestCase):
    def test_a_figure_is_the_median_and_how_far_the_rounds_lay_apart(self):
        self.assertEqual(Figure.of([5, 1, 3]), Figure(3, 1, 5, 3))

    def test_a_ratio_at_its_limit_is_met(self):
        self.assertTrue(small(20, 40).met)

    def test_a_ratio_above_its_limit_is_missed_but_not_by_far(self):
        self.assertFalse(small(20, 41).met)
        self.assertFalse(small(20, 50).missed_by_far)

    def test_a_ratio_a_quarter_above_its_limit_is_missed_by_far(self):
        self.assertTrue(small(20, 50.1).missed_by_far)

    def test_what_was_not_measured_is_neither_met_nor_missed(self):
        none = judgement("1 KB, two keys, no CEL", "× nginx")
        self.assertFalse(none.measured or none.met or none.missed_by_far)

    def test_a_ratio_to_nothing_is_not_measured(self):
        given = [("latency", "nginx", m.ADDED_P99, -3), ("latency", "keyway", m.ADDED_P99, 40)]
        self.assertFalse(judgement("added latency, p99", "× nginx", *given).measured)

    def test_cel_costs_what_lies_above_two_keys_without_it_by_its_keys(self):
        given = [("selection", "keyway", m.CPU, 40), ("selection", "keyway, 200 keys by CEL", m.CPU, 140)]
        self.assertEqual(judgement("CEL over 200 keys", "µs a key", *given).value, 0.5)

    def test_a_failover_costs_what_the_bare_relays_second_exchange_does_not(self):
        given = [
            ("failover", "bare", m.CPU, 30),
            ("failover", "bare, failing over", m.CPU, 50),
            ("failover", "keyway", m.CPU, 40),
            ("failover", "keyway, failing over", m.CPU, 64),
        ]
        self.assertEqual(goals.failover_cost(figures(*given)), 4)

    def test_a_failover_measured_in_part_has_no_cost(self):
        self.assertIsNone(goals.failover_cost(figures(("failover", "bare", m.CPU, 30))))

    def test_the_best_rounds_are_the_lowest_of_keyways_and_the_highest_of_others(self):
        made = Figures()
        made.add("chat-1k", "nginx", m.CPU, [20, 30])
        made.add("chat-1k", "keyway", m.CPU, [40, 90])
        best = made.at_best("keyway")
        self.assertEqual(best.get("chat-1k", "nginx", m.CPU).median, 30)
        self.assertEqual(best.get("chat-1k", "keyway", m.CPU).median, 40)

    def test_what_a_quick_run_takes_in_common_turns_is_asked_of_1_kb(self):
        self.assertLessEqual(set(m.OF_1K), set(m.QUICK))

    def test_a_quick_run_measures_every_goal(self):
        measured = figures(
            *(
                (name, target, quantity, 1.0)
                for name, targets in m.QUICK.items()
                for target in targets
                for quantity in (
                    *(m.CPU, m.CPU_EVENT, m.ADDED_MEDIAN, m.ADDED_P99, m.START, m.IDLE, m.LOADED, m.ENVOYS, m.SERVICES),
                    *(load.quantity for host in hosts.ALL for load in (host.one, host.many)),
                )
            )
        )
        self.assertEqual([each.goal.what for each in goals.judge(measured) if not each.measured], [])
