#!/bin/sh
# Requests through Kong to Keyway: who called, and which key served.
#
#   ./try.sh            KONG=http://127.0.0.1:8000, ALICE=demo-alice and BOB=demo-bob are what compose.yaml and kong.yml have
set -eu
url=${KONG:-http://127.0.0.1:8000}/chat/v1/chat/completions
alice=${ALICE:-demo-alice}
bob=${BOB:-demo-bob}
head=$(mktemp)
trap 'rm -f "$head"' EXIT

hello='"messages": [{"role": "user", "content": "Say hello"}]'
content='"content": *"[^"]*"'

send() {
  curl -sS --max-time 60 -D "$head" -H 'content-type: application/json' "$@" "$url"
}

# Prints what it is about ($1), sends the rest of its arguments to curl, prints the status, what Keyway says of it, and what matches $2 in the answer.
ask() {
  printf '%s\n' "$1"
  wanted=$2
  shift 2
  answer=$(send "$@")
  tr -d '\r' <"$head" | sed -n -e '1s/^\(HTTP[^ ]* [0-9]*\).*/  \1/p' -e 's/^[Xx]-[Kk]eyway-\([Pp]rovider\|[Kk]ey\|[Aa]ttempts\):/  x-keyway-\1:/p'
  if ! found=$(printf '%s\n' "$answer" | grep -o -m 1 "$wanted"); then
    printf '  unexpected: %s\n' "$answer"
    exit 1
  fi
  printf '  %s\n' "$found"
}

# Kong answers before Keyway's socket is there: 500, or 401 for want of a key.
waited=0
until send -o /dev/null -H "apikey: $bob" -d "{\"model\": \"gpt-4o\", $hello}" 2>/dev/null && head -n 1 "$head" | grep -q ' 200'; do
  waited=$((waited + 1))
  if [ "$waited" -gt 60 ]; then
    printf 'no good answer from %s for a minute; docs/kong.md says where to look\n' "$url" >&2
    exit 1
  fi
  sleep 1
done

ask 'Nobody: Kong asks for a key' 'message' \
  -d "{\"model\": \"gpt-4o\", $hello}"
ask "Bob, of team blue: his team's key" "$content" \
  -H "apikey: $bob" -d "{\"model\": \"gpt-4o\", $hello}"
ask "Alice, of team red, whose first key is rate-limited: the team's spare one" "$content" \
  -H "authorization: Bearer $alice" -d "{\"model\": \"gpt-4o\", $hello}"
ask "Bob says he is Alice: nobody believes him" "$content" \
  -H "apikey: $bob" -H 'x-consumer-username: alice' -H 'x-keyway-context: forged' -d "{\"model\": \"gpt-4o\", $hello}"
ask 'Bob asks for another model, else gpt-4o: another provider' "$content" \
  -H "apikey: $bob" -d "{\"model\": \"gemini-2.5-flash\", \"models\": [\"gpt-4o\"], $hello}"
ask 'A stream for Alice' 'data: \[DONE\]' \
  -H "authorization: Bearer $alice" -d "{\"model\": \"gpt-4o\", \"stream\": true, $hello}"
