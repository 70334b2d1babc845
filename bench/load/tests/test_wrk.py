import unittest

from load import wrk
from load.processes import Failed


class WrkTest(unittest.TestCase):
    def test_parse_reads_what_the_script_printed(self):
        sent = wrk.parse("Running 2s test\nRESULT 4000 2000000 150 900 0 0\n", "nginx")
        self.assertEqual(sent, wrk.Sent(4000, 2.0, 150, 900))
        self.assertEqual(sent.per_second, 2000)

    def test_parse_of_error_answers_fails_and_says_whose(self):
        with self.assertRaisesRegex(Failed, "of 4000 requests to keyway, 3 were answered with an error"):
            wrk.parse("RESULT 4000 2000000 150 900 3 0\n", "keyway")

    def test_parse_of_lost_requests_fails(self):
        with self.assertRaisesRegex(Failed, "7 not at all"):
            wrk.parse("RESULT 4000 2000000 150 900 0 7\n", "keyway")

    def test_parse_without_a_result_fails_with_what_was_said(self):
        with self.assertRaisesRegex(Failed, "unable to connect"):
            wrk.parse("unable to connect to 127.0.0.1:1\n", "keyway")
