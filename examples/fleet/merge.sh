#!/bin/sh
# Waits for all shards, and makes one report of theirs.
set -eu

: "${RESULTS:?the directory with the reports}"
: "${REPORT:?the directory for the one report}"
: "${SHARDS:?how many shards there are}"

shard=0
while [ "$shard" -lt "$SHARDS" ]; do
    until [ -e "$RESULTS/shard-$shard.done" ]; do sleep 1; done
    shard=$((shard + 1))
done

mkdir -p "$REPORT"
exec plimsoll merge --prefix-names --exit-zero --format concise \
    --output "html=$REPORT/findings.html" --output "sarif=$REPORT/findings.sarif" --output "json=$REPORT/findings.json" "$RESULTS"
