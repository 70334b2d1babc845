#!/bin/sh
# Three requests through Envoy to Keyway, and which key served each.
#
#   ./try.sh [http://127.0.0.1:10000]
set -eu
url=${1:-http://127.0.0.1:10000}/v1/chat/completions
head=$(mktemp)
trap 'rm -f "$head"' EXIT

# Sends body $2, prints what it is about ($1), the answer's status, what Keyway says of it, and what matches $3 in the answer.
ask() {
  printf '%s\n' "$1"
  answer=$(curl -sS --max-time 60 -D "$head" -H 'content-type: application/json' -d "$2" "$url")
  tr -d '\r' <"$head" | sed -n -e '1s/^/  /p' -e 's/^x-keyway-\(provider\|key\|attempts\):/  &/p'
  if ! found=$(printf '%s\n' "$answer" | grep -o -m 1 "$3"); then
    printf '  unexpected: %s\n' "$answer"
    exit 1
  fi
  printf '  %s\n' "$found"
}

ask 'The first key is rate-limited: the second one answers' \
  '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Say hello"}]}' '"content": *"[^"]*"'
ask 'Another provider' \
  '{"model": "gemini-2.5-flash", "messages": [{"role": "user", "content": "Say hello"}]}' '"content": *"[^"]*"'
ask 'A stream' \
  '{"model": "gpt-4o", "stream": true, "messages": [{"role": "user", "content": "Say hello"}]}' 'data: \[DONE\]'
