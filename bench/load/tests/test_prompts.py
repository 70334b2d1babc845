import json
import unittest

from load import prompts


class PromptsTest(unittest.TestCase):
    def test_chat_is_of_about_the_size_asked_for(self):
        for size in (1000, 100_000):
            self.assertAlmostEqual(len(prompts.chat(size)), size, delta=size / 10)

    def test_chat_puts_the_model_behind_several_messages(self):
        body = prompts.chat(100_000)
        self.assertGreater(len(json.loads(body)["messages"]), 20)
        self.assertGreater(body.index(b'"model"'), 99_000)

    def test_chat_takes_further_members(self):
        self.assertIs(json.loads(prompts.chat(1000, stream=True))["stream"], True)
