#!/bin/sh
# One shard of a scan: clones and checks the repositories whose turn it is, and writes a report of each in JSON lines.
#
# A repository that cannot be cloned or judged is an error in its report, so that it does not pass for one without findings.
set -eu

: "${REPOSITORIES:?the file that lists the repositories}"
: "${RESULTS:?the directory for the reports}"
: "${SHARDS:?how many shards there are}"
: "${JOB_COMPLETION_INDEX:?the number of this shard, from 0}"

clone=$(mktemp -d)/repository
trap 'rm -rf "$(dirname "$clone")"' EXIT

# Writes the report of a repository from the directory that it was cloned to.
check() {
    (cd "$clone" && plimsoll check --quiet --exit-zero --format jsonl)
}

turn=0
while read -r name url; do
    case $name in '' | '#'*) continue ;; esac
    shard=$((turn % SHARDS))
    turn=$((turn + 1))
    if [ "$shard" -ne "$JOB_COMPLETION_INDEX" ]; then continue; fi
    report=$RESULTS/$name.jsonl
    mkdir -p "$(dirname "$report")"
    rm -rf "$clone"
    if git clone --quiet --depth 1 "$url" "$clone"; then
        # A report that is there is whole.
        check >"$report.part" || echo "shard $shard: '$name' was not judged to its end" >&2
    else
        echo "shard $shard: '$name' cannot be cloned" >&2
        printf '{"diagnostic":{"severity":"error","message":"the repository %s cannot be cloned"}}\n' "$name" >"$report.part"
    fi
    mv "$report.part" "$report"
done <"$REPOSITORIES"
touch "$RESULTS/shard-$JOB_COMPLETION_INDEX.done"
