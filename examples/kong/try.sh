#!/bin/sh
# Requests through Kong to Keyway: who called, and which key served.
#
#   ./try.sh            KONG=http://127.0.0.1:8000, ALICE=demo-alice and BOB=demo-bob are those of compose.yaml and kong.yml
set -eu
# shellcheck source=/dev/null
. "$(dirname "$0")/../asking.sh"
through "${KONG:-http://127.0.0.1:8000}/chat/v1/chat/completions" docs/kong.md
bob="apikey: ${BOB:-demo-bob}"
await -H "$bob"
ask_for_teams Kong "authorization: Bearer ${ALICE:-demo-alice}" "$bob"
