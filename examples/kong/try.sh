#!/bin/sh
# Requests through Kong to Keyway: who called, and which key served.
#
#   ./try.sh            KONG=http://127.0.0.1:8000, ALICE=demo-alice and BOB=demo-bob are those of compose.yaml and kong.yml
set -eu
url=${KONG:-http://127.0.0.1:8000}/chat/v1/chat/completions
alice=${ALICE:-demo-alice}
bob=${BOB:-demo-bob}
head=$(mktemp)
trap 'rm -f "$head"' EXIT

# Sends a body for a model ($1, and what else belongs to it), with further arguments for curl.
send() {
  body="{\"model\": $1, \"messages\": [{\"role\": \"user\", \"content\": \"Say hello\"}]}"
  shift
  curl -sS --max-time 60 -D "$head" -H 'content-type: application/json' -d "$body" "$@" "$url"
}

status() { sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p' "$head"; }

# Prints what it is about ($1), sends the rest, prints the status and what Keyway says of the answer, and checks both that and what matches $3 in it.
ask() {
  printf '%s\n' "$1"
  expected=$2 pattern=$3
  shift 3
  answer=$(send "$@")
  printf '  %s\n' "$(status)"
  tr -d '\r' <"$head" | sed -n 's/^x-keyway-\(provider\|key\|attempts\):/  &/p'
  if [ "$(status)" != "$expected" ] || ! found=$(printf '%s\n' "$answer" | grep -o -m 1 "$pattern"); then
    printf '  unexpected: %s\n' "$answer"
    exit 1
  fi
  printf '  %s\n' "$found"
}

# Right after a start Kong is there before Keyway is.
tries=60
until send '"gpt-4o"' -o /dev/null -H "apikey: $bob" 2>/dev/null && [ "$(status)" = 200 ]; do
  tries=$((tries - 1))
  if [ "$tries" = 0 ]; then
    printf '%s does not answer as it should; docs/kong.md says where to look\n' "$url" >&2
    exit 1
  fi
  sleep 1
done

said='"content": *"[^"]*"'
ask 'Nobody: Kong wants a key' 401 'message' '"gpt-4o"'
ask "Bob, who is of team blue: his team's key" 200 "$said" '"gpt-4o"' -H "apikey: $bob"
ask 'Alice, of team red, whose first key is rate-limited: their spare one' 200 "$said" '"gpt-4o"' -H "authorization: Bearer $alice"
ask 'Bob says he is Alice: nobody believes him' 200 "$said" '"gpt-4o"' -H "apikey: $bob" -H 'x-consumer-username: alice' -H 'x-keyway-context: forged'
ask "Bob asks for another provider's model" 200 "$said" '"gemini-2.5-flash"' -H "apikey: $bob"
ask 'Alice asks for it, and her team has no key there: her second choice' 200 "$said" '"gemini-2.5-flash", "models": ["gpt-4o"]' -H "authorization: Bearer $alice"
ask 'A stream' 200 'data: \[DONE\]' '"gpt-4o", "stream": true' -H "authorization: Bearer $alice"
