import tempfile
import unittest
from pathlib import Path

from load import anatomy

_MAP = """\
from               to                        vsize prot          rss      hugetlb pgsz notes            info    file
====================================================================================================================
0x0000000687400000-0x000000068b400000     67108864 rw-p     21999616            0 4K   com              JAVAHEAP  -
0x0000000800001000-0x0000000801dae000     31117312 rw-p     31117312            0 4K   com              CDS     /d/cache/25.aot
0x0000000801dae000-0x00000008041fd000     38072320 r--p     37482496            0 4K   com              CDS     /d/cache/25.aot
0x00007fae0ff04000-0x00007fae10000000      1032192 rw-p        94208            0 4K   com,nothp        STACK-14828-vert-x-acceptor-thread-0  -
0x00007fae10000000-0x00007fae10021000       135168 rw-p         8192            0 4K   -                -       -
0x00007fae20000000-0x00007fae20021000       135168 r-xp         4096            0 4K   com              -       /usr/lib/jvm/x/lib/server/libjvm.so
"""


class AnatomyTest(unittest.TestCase):
    def test_memory_is_summed_by_what_lies_there(self):
        self.assertEqual(
            anatomy.memory(_MAP),
            {
                "heap": 21999616,
                "start-up cache, written to": 31117312,
                "start-up cache, pages of the file": 37482496,
                "stacks of threads": 94208,
                "malloc: the JVM's and native memory": 8192,
                "libraries (libjvm)": 4096,
            },
        )

    def test_a_start_counts_what_came_before_the_first_answer(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "classes.log").write_text(
                "[0.107s] dev.keyway.A source: shared objects file\n[0.200s] B/0x1 source: C\n[9.000s] D source: jrt:/java.base\n"
            )
            Path(folder, "compiled.log").write_text(
                "[0.1s]  12       3       java.lang.A::b (3 bytes)\n[0.2s]  13 %     4       java.lang.A::c @ 2 (9 bytes)\n"
            )
            Path(folder, "phases.log").write_text("[0.3s] Genesis, 0.0050001 secs\n[0.3s] Start VMThread, 0.0003 secs\n")
            pairs = dict(anatomy.start(folder, 0.75))
        self.assertEqual(
            pairs,
            {
                "first answer after, ms": "750",
                "classes, start-up cache": "1",
                "classes, made or read at run time": "1",
                "methods compiled, C1": "1",
                "methods compiled, C2": "1",
                "JVM: Genesis, ms": "5",
            },
        )
