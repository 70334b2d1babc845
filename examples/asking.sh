# shellcheck shell=sh
# What the scripts that ask through a gateway have in common; they read it with the dot.

head=$(mktemp)
trap 'rm -f "$head"' EXIT

# Says where chat completions are asked for ($1), and which page says where to look when nothing answers ($2).
through() { url=$1 page=$2; }

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

# Waits until a request is answered that has these headers: right after a start the gateway is there before Keyway is.
await() {
  tries=60
  until send '"gpt-4o"' -o /dev/null "$@" 2>/dev/null && [ "$(status)" = 200 ]; do
    tries=$((tries - 1))
    if [ "$tries" = 0 ]; then
      printf '%s does not answer as it should; %s says where to look\n' "$url" "$page" >&2
      exit 1
    fi
    sleep 1
  done
}

# Asks what shows who called and which key served: of the gateway $1, as Alice, who is of team red, with the header $2, and as Bob, of team blue, with $3.
ask_for_teams() {
  gateway=$1 alice=$2 bob=$3
  said='"content": *"[^"]*"'
  ask "Nobody: $gateway wants a key" 401 'message' '"gpt-4o"'
  ask "Bob, who is of team blue: his team's key" 200 "$said" '"gpt-4o"' -H "$bob"
  ask 'Alice, of team red, whose first key is rate-limited: their spare one' 200 "$said" '"gpt-4o"' -H "$alice"
  ask 'Bob says he is Alice: nobody believes him' 200 "$said" '"gpt-4o"' -H "$bob" -H 'x-consumer-username: alice' -H 'x-keyway-context: forged'
  ask "Bob asks for another provider's model" 200 "$said" '"gemini-2.5-flash"' -H "$bob"
  ask 'Alice asks for it, and her team has no key there: her second choice' 200 "$said" '"gemini-2.5-flash", "models": ["gpt-4o"]' -H "$alice"
  ask 'A stream' 200 'data: \[DONE\]' '"gpt-4o", "stream": true' -H "$alice"
}
