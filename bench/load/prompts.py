"""Requests as a chat client sends them: the members in the order in which OpenAI's Python library writes them, the model behind
the messages."""

import json

_SENTENCE = (
    'The quarterly report says that revenue grew by 12 % in "northern" markets, while costs stayed flat;\n'
    "see section 4.2 for the table, and don't forget the footnote about currency effects. "
)
_SYSTEM = {"role": "system", "content": "You are a careful analyst. Answer briefly, and quote the passage you rely on."}
_QUESTION = {"role": "user", "content": "Which region grew fastest?"}


def chat(size, **more):
    """A chat completion of about `size` bytes, in messages of at most 4 KB."""
    rest = size - len(_body([_SYSTEM, _QUESTION], more))
    messages = [_SYSTEM]
    while rest > 0:
        message = {"role": ("user", "assistant")[len(messages) % 2 - 1], "content": _text(min(rest, 4096))}
        messages.append(message)
        rest -= len(json.dumps(message)) + 2
    return _body([*messages, _QUESTION], more)


def _text(length):
    return (_SENTENCE * (length // len(_SENTENCE) + 1))[:length]


def _body(messages, more):
    return json.dumps({"messages": messages, "model": "gpt-4o", "temperature": 0.2, **more}).encode()
