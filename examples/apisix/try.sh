#!/bin/sh
# Requests through APISIX to Keyway: who called, and which key served.
#
#   ./try.sh            APISIX=http://127.0.0.1:9080, ALICE=demo-alice and BOB=demo-bob are those of compose.yaml and apisix.yaml
set -eu
# shellcheck source=/dev/null
. "$(dirname "$0")/../asking.sh"
through "${APISIX:-http://127.0.0.1:9080}/chat/v1/chat/completions" docs/apisix.md
bob="authorization: Bearer ${BOB:-demo-bob}"
await -H "$bob"
ask_for_teams APISIX "authorization: Bearer ${ALICE:-demo-alice}" "$bob"
