#!/bin/sh
# Makes keyway.json, which tells Kong of the plugin, and kong.yml: what the command makes of keyway.yaml, and our consumers.
set -eu
cd "$(dirname "$0")"
../../keyway kong schema --output keyway.json
{ ../../keyway kong config --config keyway.yaml && cat consumers.yaml; } >kong.yml
