import unittest
from collections import Counter

from load import recording
from load.processes import Thread
from load.recording import Profile, Stop


class RecordingTest(unittest.TestCase):
    def test_a_thread_is_told_by_how_its_name_begins(self):
        kinds = [recording.kind_of(name) for name in ("vert.x-eventloo", "C2 CompilerThre", "VM Thread", "keyway-records", "java")]
        self.assertEqual(kinds, ["event loops", "compilers", "collector", "writer of records", "others"])
        self.assertEqual([recording.kind_of(name) for name in ("wrk:worker_0", "envoy-2-1", "envoy")], ["event loops", "event loops", "others"])

    def test_times_are_what_came_since_also_of_threads_that_came_meanwhile(self):
        before = {(1, "7"): Thread("C1 CompilerThre", 1.0, 0.5, 10)}
        after = {(1, "7"): Thread("C1 CompilerThre", 1.5, 0.75, 14), (1, "8"): Thread("C2 CompilerThre", 2.0, 1.0, 3)}
        self.assertEqual(recording.by_kind(before, after), {"compilers": (2.5, 1.25, 7)})

    def test_parse_reads_what_the_reader_printed(self):
        text = "room\tNetty\t3\nroom\tkeyway: select\t1\nmethod\tA.b\t4\ncalled\tC.d\t2\nstop\tCollect\t2\t3000\t2000\n"
        rooms, methods, called, stops = recording.parse(text)
        self.assertEqual((rooms["Netty"], methods["A.b"], called["C.d"]), (3, 4, 2))
        self.assertEqual(stops, [Stop("Collect", 2, 3000, 2000)])

    def test_samples_share_the_time_of_threads_that_have_samples(self):
        threads = {"event loops": (0.3, 0, 1), "writer of records": (0.1, 0, 1), "compilers": (0.2, 0, 1)}
        profile = Profile(Counter(Netty=3, JDK=1), Counter(), Counter(), [], threads, 1000, 1.0)
        self.assertEqual(
            {name: round(micros) for name, micros in profile.micros().items()}, {"Netty": 300, "JDK": 100, "compilers": 200}
        )

    def test_settings_name_what_the_jdk_knows(self):
        self.assertIn("jdk.CPUTimeSample", recording.settings(25))
        self.assertIn("jdk.ExecutionSample", recording.settings(21))
        self.assertNotIn("jdk.CPUTimeSample", recording.settings(21))
