"""Plays every case of every client and prints a line of JSON for each; ends with 1 when one failed.

KEYWAY_STAGE holds a JSON object: see `harness.Stage`.
"""

import sys

# Each module adds its cases to those of its library; the page shows them in this order.
import openai_chat  # noqa: F401
import openai_responses  # noqa: F401
import openai_media  # noqa: F401
import openai_uploads  # noqa: F401
import openai_errors  # noqa: F401
import anthropic_messages  # noqa: F401
import anthropic_errors  # noqa: F401
import curl_cases
import curl_uploads  # noqa: F401
import anthropic_library
import harness
import openai_library

if __name__ == "__main__":
    clients = [client for library in (openai_library, anthropic_library, curl_cases) for client in library.clients()]
    sys.exit(1 if harness.run(harness.stage_of_environment(), clients) else 0)
