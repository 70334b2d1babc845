#!/bin/sh
# Makes envoy-relay.yaml and envoy-native.yaml anew. They listen on all addresses of the container; compose.yaml publishes one.
set -eu
cd "$(dirname "$0")"
for form in relay native; do
  ../../keyway envoy config --config keyway.yaml --form "$form" --listen 0.0.0.0:10000 --output "envoy-$form.yaml"
done
