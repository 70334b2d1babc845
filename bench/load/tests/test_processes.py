import unittest

from load.processes import Failed, cpu_ticks, is_compiler, status_bytes, system_ticks


class ProcessesTest(unittest.TestCase):
    def test_cpu_ticks_of_a_name_with_blanks_and_brackets_are_user_and_system_time(self):
        stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 100 0 0 0 250 50 7 8 20 0 3 0 100 1000 200"
        self.assertEqual((cpu_ticks(stat), system_ticks(stat)), (300, 50))

    def test_a_compiler_is_told_by_its_threads_name(self):
        self.assertTrue(is_compiler("42 (C2 CompilerThre) S 1 42"))
        self.assertTrue(is_compiler("42 (C1 CompilerThre) S 1 42"))
        self.assertFalse(is_compiler("42 (vert.x-eventloo) R 1 42"))

    def test_status_bytes_are_the_kilobytes_of_that_line(self):
        self.assertEqual(status_bytes("Name:\tjava\nVmHWM:\t  300 kB\nVmRSS:\t  200 kB\n", "VmRSS"), 200 * 1024)

    def test_status_bytes_without_the_line_fail(self):
        with self.assertRaises(Failed):
            status_bytes("Name:\tjava\n", "VmRSS")


if __name__ == "__main__":
    unittest.main()
