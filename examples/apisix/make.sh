#!/bin/sh
# Makes apisix.yaml: what the command makes of keyway.yaml, and our consumers before its last line, #END.
set -eu
cd "$(dirname "$0")"
made=$(../../keyway apisix route --config keyway.yaml --format standalone)
{ printf '%s\n' "${made%#END}" | sed '$d' && cat consumers.yaml && printf '#END\n'; } >apisix.yaml
