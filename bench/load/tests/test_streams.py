import unittest

from load.streams import has_body


class StreamsTest(unittest.TestCase):
    def test_a_head_alone_has_no_body(self):
        self.assertFalse(has_body(b"HTTP/1.1 200 OK\r\nX: 1\r\n\r\n"))

    def test_half_a_head_has_no_body(self):
        self.assertFalse(has_body(b"HTTP/1.1 200 OK\r\nX: 1\r\n"))

    def test_a_whole_answer_that_came_at_once_has_one(self):
        self.assertTrue(has_body(b"HTTP/1.1 200 OK\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"))
