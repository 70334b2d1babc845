#!/bin/sh
# Three requests through Envoy to Keyway, and which key served each.
#
#   ./try.sh            ENVOY=http://127.0.0.1:10000 is that of compose.yaml
set -eu
# shellcheck source=/dev/null
. "$(dirname "$0")/../asking.sh"
through "${ENVOY:-http://127.0.0.1:10000}/v1/chat/completions" docs/envoy.md
said='"content": *"[^"]*"'
ask 'The first key is rate-limited: the second one answers' 200 "$said" '"gpt-4o"'
ask 'Another provider' 200 "$said" '"gemini-2.5-flash"'
ask 'A stream' 200 'data: \[DONE\]' '"gpt-4o", "stream": true'
